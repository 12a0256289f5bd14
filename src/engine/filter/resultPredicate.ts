import type { EventRow } from '../base/brands';
import type { FieldContext, RowReader } from '../fields/fieldReader';
import { FieldValue } from '../fields/value';
import { RowFlag } from '../trace/eventColumns';
import {
  BLOCK_BITS,
  BLOCK_WORDS,
  intersect,
  isEmpty,
  lowestBit,
  type RowBits,
  subtract,
  unite,
} from '../trace/rowBits';
import { Decision } from './decision';
import { Cost, type RowBlock } from './predicate';
import { RowByRow } from './rowPredicates';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** Errors have smaller numbers: Linux has some 130. Of others, which a hostile capture can have, nothing is remembered. */
const ERRORS = 4096;

/** A check on what came of calls (`ResultDecider`): success is asked once, and so is each error. */
export class ResultPredicate extends RowByRow {
  readonly cost = Cost.COLUMNS;
  private readonly value = new FieldValue();
  private success: boolean | undefined;
  /** By the number of the error, which is the result without its sign. */
  private readonly errors = new Uint8Array(ERRORS).fill(Decision.OPEN);

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
    this.narrowErrors(block, failed);
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
    return this.decideError(row, events.result(row));
  }

  private narrowErrors({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const { errors } = this;
    const { result } = chunk;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      let kept = rows[word];
      for (let left = kept; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const place = 32 * word + bit;
        const error = -result[index + place];
        let decision = error >= 0 && error < ERRORS ? errors[error] : Decision.OPEN;
        if (decision === Decision.OPEN) decision = this.test((row + place) as EventRow) ? Decision.YES : Decision.NO;
        if (decision === Decision.NO) kept &= ~(1 << bit);
      }
      rows[word] = kept;
    }
  }

  private decideError(row: EventRow, result: number): boolean {
    const isUsual = result <= 0 && result > -ERRORS;
    if (isUsual && this.errors[-result] !== Decision.OPEN) return this.errors[-result] === Decision.YES;
    const holds = this.ask(row);
    if (isUsual) this.errors[-result] = holds ? Decision.YES : Decision.NO;
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
