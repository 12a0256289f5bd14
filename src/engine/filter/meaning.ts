import { remarkConstants } from './constantConditions';
import type { Diagnostic } from './diagnostic';
import { remarkDroppedEvents } from './droppedEvents';
import type { Report } from './mistake';
import type { SyntaxNode } from './syntaxTree';

/** Nobody reads more. */
const MOST_REMARKS = 100;

/** Says what of a filter is allowed and probably not meant. */
export function remarkMeaning(root: SyntaxNode, report: Report): void {
  let left = MOST_REMARKS;
  const limited = (diagnostic: Diagnostic): void => {
    if (left-- > 0) report(diagnostic);
  };
  remarkConstants(root, limited);
  remarkDroppedEvents(root, limited);
}
