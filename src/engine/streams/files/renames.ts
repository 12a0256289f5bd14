import type { EventRow } from '../../base/brands';

export interface Rename {
  readonly row: EventRow;
  readonly from: string;
  readonly to: string;
}

/** The paths that files were moved to, by the path that they had before. */
export class Renames {
  /** Those of each path, in the order of rows. */
  private readonly byPath = new Map<string, Rename[]>();

  /** Takes a rename of a later row than all before. */
  add(rename: Rename): void {
    const known = this.byPath.get(rename.from);
    if (known) known.push(rename);
    else this.byPath.set(rename.from, [rename]);
  }

  /** Where a file that had a path at `row` was moved to, and by which row at last; undefined where it stayed. */
  follow(path: string, row: EventRow): { readonly path: string; readonly row: EventRow | undefined } {
    let now = path;
    let last: EventRow | undefined;
    for (let rename = this.after(now, row); rename !== undefined; rename = this.after(now, last)) {
      now = rename.to;
      last = rename.row;
    }
    return { path: now, row: last };
  }

  /** The first rename of a path behind a row. */
  private after(path: string, row: EventRow): Rename | undefined {
    const renames = this.byPath.get(path);
    if (!renames) return undefined;
    let low = 0;
    let high = renames.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (renames[middle].row <= row) low = middle + 1;
      else high = middle;
    }
    return renames[low];
  }
}
