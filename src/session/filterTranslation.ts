import { parseFilter } from '../engine/filter/parser';
import type { SyntaxNode } from '../engine/filter/syntaxTree';
import { falcoCondition } from '../engine/filter/translate/falco';
import { stratosharkFilter } from '../engine/filter/translate/stratoshark';
import { sysdigCommand } from '../engine/filter/translate/sysdigCommand';
import type { Translation } from '../engine/filter/translate/translation';
import { wiresharkFilter } from '../engine/filter/translate/wireshark';
import type { OtherTool } from './protocol';

const WRITERS: Readonly<Record<OtherTool, (root: SyntaxNode, capture: string) => Translation>> = {
  sysdig: sysdigCommand,
  falco: falcoCondition,
  wireshark: wiresharkFilter,
  stratoshark: stratosharkFilter,
};

/** A filter in the words of another tool, or why it cannot be said there. `capture` is the name of the file. */
export function translateFilter(filter: string, tool: OtherTool, capture: string): Translation {
  const { root, diagnostics } = parseFilter(filter);
  const [mistake] = diagnostics;
  return mistake ? { said: false, reason: mistake.message } : WRITERS[tool](root, capture);
}
