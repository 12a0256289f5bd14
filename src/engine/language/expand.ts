import { decodeText } from '../base/text';
import type { Definitions } from '../filter/definitions';
import { LONGEST_FILTER } from '../filter/filterLimits';
import { type ParsedFilter, parseFilter } from '../filter/parser';
import { quoteValue } from '../filter/quoting';
import type { Literal, TextRange } from '../filter/syntaxTree';
import { definitionsOf } from './definitions';
import type { Definition } from './environment';
import { usesIn } from './treeSearch';

/**
 * A filter with its macros and lists written out, so that whoever knows no definitions can ask it. Undefined where a
 * definition names itself, or the result is too long. What is no name of a macro or list stays as it is.
 */
export function expandFilter(text: string, definitions: readonly Definition[]): string | undefined {
  if (definitions.length === 0) return text;
  return new Expansion(definitionsOf(definitions)).filter(parseFilter(text));
}

interface Replacement extends TextRange {
  readonly text: string;
}

class Expansion {
  private readonly written = new Map<string, string | undefined>();
  /** Definitions that are being written out: naming one of them again would never end. */
  private readonly open = new Set<string>();

  constructor(private readonly definitions: Definitions) {}

  filter({ text, root }: ParsedFilter): string | undefined {
    const { macros, lists } = usesIn(root);
    const replacements: Replacement[] = [];
    for (const { name, start, end } of macros) {
      const macro = this.definitions.macros.get(name);
      if (!macro) continue;
      const condition = this.once(`macro ${name}`, () => this.filter(macro));
      if (condition === undefined) return undefined;
      replacements.push({ start, end, text: `(${condition.trim()})` });
    }
    for (const list of new Set(lists.map((use) => use.list))) {
      if (!list.items.some((item) => this.namesList(item))) continue;
      const items = this.items(list.items);
      if (items === undefined) return undefined;
      replacements.push({ start: list.start, end: list.end, text: `(${items.join(', ')})` });
    }
    return replaced(text, replacements);
  }

  private items(items: readonly Literal[]): readonly string[] | undefined {
    const written: string[] = [];
    for (const item of items) {
      const name = decodeText(item.bytes);
      const list = this.namesList(item) ? this.definitions.lists.get(name) : undefined;
      if (!list) {
        written.push(quoteValue(item.bytes));
        continue;
      }
      const inner = this.once(`list ${name}`, () => this.items(list)?.join(', '));
      if (inner === undefined) return undefined;
      if (inner !== '') written.push(inner);
      if (written.reduce((length, each) => length + each.length, 0) > LONGEST_FILTER) return undefined;
    }
    return written;
  }

  private namesList({ quoted, bytes }: Literal): boolean {
    return !quoted && this.definitions.lists.has(decodeText(bytes));
  }

  /** What a definition stands for, worked out once; undefined where it names itself. */
  private once(key: string, expand: () => string | undefined): string | undefined {
    if (this.open.has(key)) return undefined;
    if (!this.written.has(key)) {
      this.open.add(key);
      this.written.set(key, expand());
      this.open.delete(key);
    }
    return this.written.get(key);
  }
}

/** Undefined where the result would be too long. */
function replaced(text: string, replacements: readonly Replacement[]): string | undefined {
  const pieces: string[] = [];
  let at = 0;
  let length = text.length;
  for (const each of [...replacements].sort((a, b) => a.start - b.start)) {
    length += each.text.length - (each.end - each.start);
    if (length > LONGEST_FILTER) return undefined;
    pieces.push(text.slice(at, each.start), each.text);
    at = each.end;
  }
  return [...pieces, text.slice(at)].join('');
}
