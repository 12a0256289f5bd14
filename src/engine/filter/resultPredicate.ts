import type { EventRow } from '../base/brands';
import type { FieldContext, RowReader } from '../fields/field';
import { FieldValue } from '../fields/value';
import { RowFlag } from '../trace/eventColumns';
import { BLOCK_BITS, intersect, isEmpty, type RowBits, subtract, unite } from '../trace/rowBits';
import { Cost, type RowBlock } from './predicate';
import { RowByRow } from './rowPredicates';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** Of so many errors the decisions are remembered: Linux has some 130, a hostile capture any number. */
const MOST_ERRORS = 1000;

/** A check on what came of calls (`RowReader.ofResult`): success is asked once, and so is each error. */
export class ResultPredicate extends RowByRow {
  readonly cost = Cost.COLUMNS;
  private readonly value = new FieldValue();
  private success: boolean | undefined;
  private readonly errors = new Map<number, boolean>();

  constructor(
    private readonly context: FieldContext,
    private readonly reader: RowReader,
    private readonly satisfies: ValueTest,
    private readonly scratch: Scratch,
  ) {
    super();
  }

  override narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.context.trace.index.block(block.row >> BLOCK_BITS);
    if (!indexed) {
      super.narrow(block, rows);
      return;
    }
    const failed = this.scratch.take();
    intersect(rows, indexed.results);
    failed.set(rows);
    intersect(failed, indexed.failed);
    subtract(rows, indexed.failed);
    super.narrow(block, failed);
    this.narrowSuccesses(block, rows);
    unite(rows, failed);
    this.scratch.give(failed);
  }

  test(row: EventRow): boolean {
    const { events } = this.context.trace;
    const flags = events.flags(row);
    if ((flags & RowFlag.HAS_RESULT) === 0) return false;
    if ((flags & RowFlag.FAILED) === 0) {
      this.success ??= this.ask(row);
      return this.success;
    }
    const error = events.result(row);
    let holds = this.errors.get(error);
    if (holds === undefined) {
      holds = this.ask(row);
      if (this.errors.size < MOST_ERRORS) this.errors.set(error, holds);
    }
    return holds;
  }

  /** Of calls that succeeded: all are kept, or none. */
  private narrowSuccesses(block: RowBlock, rows: RowBits): void {
    if (isEmpty(rows)) return;
    if (this.success === undefined) super.narrow(block, rows);
    else if (!this.success) rows.fill(0);
  }

  private ask(row: EventRow): boolean {
    return this.reader.read(this.context, row, this.value) && this.satisfies(this.value);
  }
}
