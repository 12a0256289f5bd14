import { parseFilter } from '../engine/filter/parser';
import type { SyntaxNode } from '../engine/filter/syntaxTree';
import { falcoCondition } from '../engine/filter/translate/falco';
import { stratosharkFilter } from '../engine/filter/translate/stratoshark';
import { sysdigCommand } from '../engine/filter/translate/sysdigCommand';
import type { Translation } from '../engine/filter/translate/translation';
import { wiresharkFilter } from '../engine/filter/translate/wireshark';
import type { Definition } from '../engine/language/environment';
import { expandFilter } from '../engine/language/expand';
import type { OtherTool } from './protocol';

const WRITERS: Readonly<Record<OtherTool, (root: SyntaxNode, capture: string) => Translation>> = {
  sysdig: sysdigCommand,
  falco: falcoCondition,
  wireshark: wiresharkFilter,
  stratoshark: stratosharkFilter,
};

/**
 * A filter in the words of another tool, which knows none of our definitions, or why it cannot be said there. `capture` is
 * the name of the file.
 */
export function translateFilter(
  filter: string,
  tool: OtherTool,
  capture: string,
  definitions: readonly Definition[] = [],
): Translation {
  const written = expandFilter(filter, definitions);
  if (written === undefined)
    return { said: false, reason: 'Its macros and lists cannot be written out: they never end.' };
  const { root, diagnostics } = parseFilter(written);
  const [mistake] = diagnostics;
  return mistake ? { said: false, reason: mistake.message } : WRITERS[tool](root, capture);
}
