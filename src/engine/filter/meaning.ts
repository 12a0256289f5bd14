import { remarkConstants } from './constantConditions';
import { remarkDroppedEvents } from './droppedEvents';
import type { Report } from './mistake';
import type { SyntaxNode } from './syntaxTree';

/** Says what of a filter is allowed and probably not meant. */
export function remarkMeaning(root: SyntaxNode, report: Report): void {
  remarkConstants(root, report);
  remarkDroppedEvents(root, report);
}
