import type { FdTableId } from '../../base/brands';
import { Float64Column, Int32Column } from '../../base/growingColumns';
import { countUntil } from '../../base/sortedColumn';
import { StateKind } from '../../state/fdVersions';
import type { Trace } from '../../trace/trace';
import type { Changes } from '../timeline';

/** A number that follows from what the open fds of a table are. */
export interface FdTally {
  readonly number: number;
  /** Fds of a kind (`FdKind`) are opened, or with -1 closed. In between there may seem to be fewer than none. */
  count(kind: number, step: 1 | -1): void;
}

/** Stands for any kind that is no open fd. */
const NOT_OPEN = 0xff;
/** How a change is packed into one number, so that changes can be put in order: its row, the kind before it and that after it. */
const KINDS = 0x100;

/** How the number of a table changed up to a row. */
class TallyOfTable implements Changes {
  readonly rows = new Int32Column(4);
  readonly values = new Int32Column(4);
  /** Changes at rows after this one are not known yet. */
  until: number;

  /** What the tally says now is the number from the beginning up to the row of the table's fork. */
  constructor(
    readonly place: FdTableId,
    readonly tally: FdTally,
    forkRow: number,
  ) {
    this.until = forkRow;
    this.put(-1);
  }

  /** The number is from a row on what the tally says. */
  put(row: number): void {
    const { rows, values, tally } = this;
    if (rows.length > 0 && values.values[rows.length - 1] === tally.number) return;
    rows.push(row);
    values.push(tally.number);
  }
}

/**
 * How a number of the open fds of each table changed: worked out of the versions of its fds when somebody first asks about the table,
 * and carried on as the trace grows.
 */
export class FdTallies {
  private readonly tables: (TallyOfTable | undefined)[] = [];
  private readonly steps = new Float64Column();

  constructor(private readonly makeTally: () => FdTally) {}

  /** The changes of a table up to the last row of the trace; before its fork it has what it is forked with. */
  changesOf(trace: Trace, table: FdTableId): Changes {
    let known = this.tables[table];
    if (known === undefined) {
      known = this.begin(trace, table);
      this.tables[table] = known;
    }
    if (known.until < trace.events.length - 1) this.advance(trace, table, known);
    return known;
  }

  /** The number of a table at a row. Lowers the horizon to the next change. */
  at(trace: Trace, table: FdTableId, row: number): number {
    const { rows, values } = this.changesOf(trace, table);
    const passed = countUntil(rows, row);
    if (passed < rows.length) trace.horizon.lower(rows.values[passed]);
    return values.values[passed - 1];
  }

  /** What a table was forked with. */
  private begin({ fds }: Trace, table: FdTableId): TallyOfTable {
    const tally = this.makeTally();
    const forkRow = fds.forkRow(table);
    if (forkRow >= 0) for (const version of fds.openAt(table, forkRow)) tally.count(fds.get(version, 'kind'), 1);
    return new TallyOfTable(table, tally, forkRow);
  }

  private advance({ events, fds }: Trace, table: FdTableId, known: TallyOfTable): void {
    const { steps } = this;
    const until = events.length - 1;
    steps.length = 0;
    fds.begunIn(table, known.until, until, (begun, before) => {
      const was = openKind(fds.get(before, 'kind'));
      const is = openKind(fds.get(begun, 'kind'));
      if (was !== is) steps.push((fds.sinceRow(begun) * KINDS + was) * KINDS + is);
    });
    const inOrder = steps.values.subarray(0, steps.length).sort();
    for (let at = 0; at < inOrder.length; at++) {
      const step = inOrder[at];
      const row = rowOf(step);
      const was = Math.floor(step / KINDS) % KINDS;
      const is = step % KINDS;
      if (was !== NOT_OPEN) known.tally.count(was, -1);
      if (is !== NOT_OPEN) known.tally.count(is, 1);
      if (at + 1 === inOrder.length || rowOf(inOrder[at + 1]) !== row) known.put(row);
    }
    known.until = until;
  }
}

function openKind(kind: number): number {
  return kind < StateKind.ABSENT ? kind : NOT_OPEN;
}

function rowOf(step: number): number {
  return Math.floor(step / (KINDS * KINDS));
}
