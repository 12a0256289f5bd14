import type { Definitions } from '../filter/definitions';
import { type ParsedFilter, parseFilter, parseList } from '../filter/parser';
import type { Literal } from '../filter/syntaxTree';
import type { Definition } from './environment';

/** Definitions that were read before, by the array they came in: one array serves all questions about one text. */
const known = new WeakMap<readonly Definition[], Definitions>();

/** Definitions as the checker wants them. Where a name is defined twice, the first one counts. */
export function definitionsOf(definitions: readonly Definition[]): Definitions {
  const before = known.get(definitions);
  if (before) return before;
  const macros = new Map<string, ParsedFilter>();
  const lists = new Map<string, readonly Literal[]>();
  for (const { kind, name, text } of definitions) {
    if (kind === 'macro' && !macros.has(name)) macros.set(name, parseFilter(text));
    else if (kind === 'list' && !lists.has(name)) lists.set(name, parseList(text).items);
  }
  const read = { macros, lists };
  known.set(definitions, read);
  return read;
}

/** The definition that a name stands for. */
export function findDefinition(
  definitions: readonly Definition[],
  kind: Definition['kind'],
  name: string,
): Definition | undefined {
  return definitions.find((each) => each.kind === kind && each.name === name);
}
