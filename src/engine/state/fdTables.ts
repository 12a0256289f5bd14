import type { FdTableId } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import type { VersionHistory } from '../base/versionHistory';

/** Bytes of a table without slots: six columns of 32 bits. */
const TABLE_BYTES = 24;

/** In a slot: the number was looked up and means nothing. 0: not looked up yet. */
const NOTHING = -1;

/** Numbers from here on are never kept in an array: a hostile capture may use any. */
const DENSE_LIMIT = 1 << 12;
/** An array may be this long before anything is in it, and so many slots longer with each number that is. */
const FREE_SLOTS = 64;
const SLOTS_PER_NUMBER = 8;
const SMALLEST_ARRAY = 16;

/** Numbers without room in an array of which the version is remembered. Power of two. */
const RECENT = 1024;

/** A table forked from a table forked from … this many: it is copied, so that no look-up has further to go. */
const DEEPEST_FORK = 16;

/**
 * Which version each number of each fd table has now. A forked table costs nothing until somebody uses it: a number that has
 * no slot in it is looked up in the table that it was forked from, as of the fork. The slots of all tables lie in one
 * typed array, because a capture of hours has a table for each of millions of processes.
 */
export class FdTables {
  /** The slots of all tables. A table that needs more room moves to the end. */
  private readonly slots = new Int32Column(4096);
  /** Per table: where its slots begin, how many numbers have room there, and how many were written. */
  private readonly starts = new Int32Column();
  private readonly lengths = new Int32Column();
  private readonly written = new Int32Column();
  /** Per table: the one that it was forked from (-1: none), after which row, and how many such forks lie one upon another. */
  private readonly parents = new Int32Column();
  private readonly forkRows = new Int32Column();
  private readonly depths = new Int32Column();
  /** Numbers that no array has room for, by table. */
  private readonly sparse = new Map<number, Map<number, number>>();
  /** What was looked up last among those: table, number and version, at a place that table and number decide. */
  private readonly recentTables = new Int32Array(RECENT).fill(-1);
  private readonly recentNumbers = new Float64Array(RECENT);
  private readonly recentVersions = new Int32Array(RECENT);

  constructor(private readonly history: VersionHistory) {}

  create(): FdTableId {
    return this.add(-1, 0, 0);
  }

  /** A table that has what `table` has at `row`. */
  fork(table: FdTableId, row: number): FdTableId {
    const depth = this.depths.values[table] + 1;
    if (depth <= DEEPEST_FORK) return this.add(table, row, depth);
    const copy = this.create();
    for (const number of this.usedNumbers(table)) {
      const version = this.history.at(this.peek(table, number), row);
      if (version !== 0) this.set(copy, number, version);
    }
    return copy;
  }

  /** The row of the fork that made a table; -1 where none did. */
  forkRow(table: FdTableId): number {
    return this.parents.values[table] < 0 ? -1 : this.forkRows.values[table];
  }

  /** The latest version under a number; 0: there never was one. What is found in an ancestor is remembered. */
  latest(table: FdTableId, number: number): number {
    const version = this.slot(table, number);
    if (version > 0) return version;
    if (version === NOTHING || this.parents.values[table] < 0) return 0;
    const inherited = this.inherited(table, number);
    this.set(table, number, inherited === 0 ? NOTHING : inherited);
    return inherited;
  }

  /** The same, without remembering: for going through all numbers of a table. */
  peek(table: FdTableId, number: number): number {
    const version = this.slot(table, number);
    if (version !== 0) return version === NOTHING ? 0 : version;
    return this.inherited(table, number);
  }

  set(table: FdTableId, number: number, version: number): void {
    if (!(number >= 0 && number < this.lengths.values[table]) && !this.makeRoom(table, number)) {
      const others = this.sparse.get(table);
      if (others) others.set(number, version);
      else this.sparse.set(table, new Map([[number, version]]));
      this.remember(table, number, version);
      return;
    }
    const at = this.starts.values[table] + number;
    if (this.slots.values[at] === 0) this.written.values[table]++;
    this.slots.values[at] = version;
  }

  /** The numbers that ever meant something in a table or one that it was forked from, in ascending order. */
  usedNumbers(table: FdTableId): number[] {
    let end = 0;
    let others: Set<number> | undefined;
    for (let from: number = table; from >= 0; from = this.parents.values[from]) {
      end = Math.max(end, this.lengths.values[from]);
      const sparse = this.sparse.get(from);
      if (sparse === undefined) continue;
      others ??= new Set();
      for (const number of sparse.keys()) others.add(number);
    }
    const numbers: number[] = [];
    for (let number = 0; number < end; number++) if (this.peek(table, number) !== 0) numbers.push(number);
    if (others === undefined) return numbers;
    for (const number of others) {
      if (!(number >= 0 && number < end) && this.peek(table, number) !== 0) numbers.push(number);
    }
    return numbers.sort((a, b) => a - b);
  }

  /** Bytes of all tables, but for the few numbers that no array has room for. */
  get bytes(): number {
    return 4 * this.slots.length + TABLE_BYTES * this.starts.length;
  }

  private slot(table: FdTableId, number: number): number {
    if (number >= 0 && number < this.lengths.values[table])
      return this.slots.values[this.starts.values[table] + number];
    return this.sparse.size === 0 ? 0 : this.sparseSlot(table, number);
  }

  private sparseSlot(table: FdTableId, number: number): number {
    const at = recentPlace(table, number);
    if (this.recentTables[at] === table && this.recentNumbers[at] === number) return this.recentVersions[at];
    const version = this.sparse.get(table)?.get(number) ?? 0;
    this.remember(table, number, version);
    return version;
  }

  private remember(table: FdTableId, number: number, version: number): void {
    const at = recentPlace(table, number);
    this.recentTables[at] = table;
    this.recentNumbers[at] = number;
    this.recentVersions[at] = version;
  }

  /** What the nearest ancestor that knows the number had under it at the time of the fork. */
  private inherited(table: FdTableId, number: number): number {
    let row = this.forkRows.values[table];
    for (let from = this.parents.values[table]; from >= 0; from = this.parents.values[from]) {
      const version = this.slot(from as FdTableId, number);
      if (version !== 0) return version === NOTHING ? 0 : this.history.at(version, row);
      row = this.forkRows.values[from];
    }
    return 0;
  }

  private add(parent: number, forkRow: number, depth: number): FdTableId {
    const table = this.starts.length;
    this.starts.push(0);
    this.lengths.push(0);
    this.written.push(0);
    this.parents.push(parent);
    this.forkRows.push(forkRow);
    this.depths.push(depth);
    return table as FdTableId;
  }

  /** Lengthens a table's array so that it has room for the number; false where that would waste memory. */
  private makeRoom(table: FdTableId, number: number): boolean {
    const affordable = FREE_SLOTS + SLOTS_PER_NUMBER * this.written.values[table];
    if (!(number >= 0 && number < DENSE_LIMIT && number < affordable)) return false;
    const from = this.starts.values[table];
    const oldLength = this.lengths.values[table];
    const length = Math.max(SMALLEST_ARRAY, 2 * oldLength, number + 1);
    this.starts.values[table] = this.slots.extend(length);
    this.lengths.values[table] = length;
    const to = this.starts.values[table];
    this.slots.values.copyWithin(to, from, from + oldLength);
    this.takeFromSparse(table, oldLength, length);
    return true;
  }

  /** Numbers that have room in the array now must be found there. */
  private takeFromSparse(table: FdTableId, from: number, to: number): void {
    const others = this.sparse.get(table);
    if (!others) return;
    for (const [number, version] of others) {
      if (number < from || number >= to) continue;
      others.delete(number);
      this.slots.values[this.starts.values[table] + number] = version;
      this.written.values[table]++;
    }
  }
}

function recentPlace(table: FdTableId, number: number): number {
  return (Math.imul(table, 31) + number) & (RECENT - 1);
}
