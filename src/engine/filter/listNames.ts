import { decodeText } from '../base/text';
import type { Definitions } from './definitions';
import { MOST_VALUES } from './filterLimits';
import { mistake, type Report } from './mistake';
import type { ListNode, Literal } from './syntaxTree';

/** Puts the values of lists in the place of their names, for one filter. Lists of lists of lists could say any number. */
export class ListNames {
  /** Values that were put in so far. */
  private values = 0;
  private readonly known = new Map<string, readonly Uint8Array[] | undefined>();

  constructor(private readonly definitions: Definitions) {}

  /**
   * All values of a list as if they had been written where the name is; undefined where a list contains itself, or too much,
   * which has been reported.
   */
  expand(list: ListNode, report: Report): readonly Literal[] | undefined {
    const values: Literal[] = [];
    for (const item of list.items) {
      const name = this.nameOf(item);
      if (name === undefined) {
        values.push(item);
        continue;
      }
      const meant = this.valuesOf(name, []);
      if (!meant || this.values + meant.length > MOST_VALUES) {
        const message = meant
          ? `With those of '${name}' the filter has more than ${MOST_VALUES} values.`
          : `The list '${name}' contains itself, or too many values.`;
        report(mistake('recursive-definition', message, item));
        return undefined;
      }
      this.values += meant.length;
      for (const bytes of meant) values.push({ ...item, quoted: true, bytes });
    }
    return values;
  }

  private nameOf({ bytes, quoted }: Literal): string | undefined {
    const name = quoted ? undefined : decodeText(bytes);
    return name !== undefined && this.definitions.lists.has(name) ? name : undefined;
  }

  /** `path`: the lists that this one is being read for. */
  private valuesOf(name: string, path: readonly string[]): readonly Uint8Array[] | undefined {
    if (path.includes(name)) return undefined;
    if (this.known.has(name)) return this.known.get(name);
    const values = this.read(name, [...path, name]);
    this.known.set(name, values);
    return values;
  }

  private read(name: string, path: readonly string[]): readonly Uint8Array[] | undefined {
    const values: Uint8Array[] = [];
    for (const item of this.definitions.lists.get(name) ?? []) {
      const other = this.nameOf(item);
      const meant = other === undefined ? [item.bytes] : this.valuesOf(other, path);
      if (!meant || values.length + meant.length > MOST_VALUES) return undefined;
      for (const bytes of meant) values.push(bytes);
    }
    return values;
  }
}
