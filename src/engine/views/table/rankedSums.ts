/** One row of a table: its keys as texts and what was summed for them. */
export interface RankedRow {
  readonly keys: readonly string[];
  readonly value: number;
}

interface Group {
  readonly keys: readonly string[];
  value: number;
}

/** Sums by keys. */
export class RankedSums {
  private readonly groups = new Map<string, Group>();

  add(keys: readonly string[], value: number): void {
    const name = keys.length === 1 ? keys[0] : JSON.stringify(keys);
    const group = this.groups.get(name);
    if (group) group.value += value;
    else this.groups.set(name, { keys: [...keys], value });
  }

  /** The greatest sums first; equal ones in the order in which they first came. */
  top(count: number): RankedRow[] {
    return [...this.groups.values()].sort((one, other) => other.value - one.value).slice(0, count);
  }
}
