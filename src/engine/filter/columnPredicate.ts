import type { EventRow } from '../base/brands';
import type { ColumnReader } from '../fields/field';
import type { IndexedBlock } from '../trace/blockIndex';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../trace/eventColumns';
import { BLOCK_BITS, BLOCK_WORDS, intersect, keepFlag, lowestBit, type RowBits, subtract } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { CallTimeScan } from './callTimeScan';
import { askRange, type NumberTest, numberTest, type WholeRange, wholeRange } from './numberTests';
import type { Comparison } from './operators';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** Every combination of flags fits a byte. */
const FLAG_VALUES = 256;

/** A comparison with a number that stands in the columns. */
export class ColumnPredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  private base = 0n;
  private satisfies: NumberTest;
  /** By flags: 1 where they satisfy the comparison; only for numbers that follow from them. */
  private readonly byFlags: Uint8Array | undefined;
  /** The numbers that satisfy the comparison; only for results and times of calls. */
  private readonly range: WholeRange | undefined;
  private readonly calls: CallTimeScan;

  constructor(
    private readonly trace: Trace,
    private readonly reader: ColumnReader,
    private readonly comparison: Comparison,
    private readonly operands: readonly (bigint | number)[],
  ) {
    const satisfies = numberTest(comparison, operands, this.base);
    this.satisfies = satisfies;
    const { byFlags } = reader;
    this.byFlags =
      byFlags && Uint8Array.from({ length: FLAG_VALUES }, (_, flags) => (holds(satisfies, byFlags(flags)) ? 1 : 0));
    this.range = reader.isResult || reader.isTimeOfCall ? wholeRange(comparison, operands[0]) : undefined;
    this.calls = new CallTimeScan(trace.events);
  }

  prepare(): void {
    const base = this.reader.base?.(this.trace) ?? 0n;
    if (base === this.base) return;
    this.base = base;
    this.satisfies = numberTest(this.comparison, this.operands, base);
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const { reader, range } = this;
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    const bounds = indexed && reader.bounds?.(indexed, block.row);
    const answer = bounds ? askRange(this.comparison, this.satisfies, ...bounds) : 'unknown';
    if (answer === 'all') return;
    if (answer === 'none') rows.fill(0);
    else if (this.byFlags) narrowByFlags(block, this.byFlags, rows);
    else if (range && reader.isResult) this.narrowByResult(block, indexed, range, rows);
    else if (range && indexed) intersect(rows, this.calls.find(block, indexed, range));
    else this.narrowByNumber(block, rows);
  }

  test(row: EventRow): boolean {
    const { trace } = this;
    const number = this.reader.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & (CHUNK_ROWS - 1), row);
    return holds(this.satisfies, number);
  }

  private narrowByNumber({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const { trace, reader, satisfies } = this;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      let kept = rows[word];
      for (let left = kept; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const place = 32 * word + bit;
        if (!holds(satisfies, reader.read(trace, chunk, index + place, row + place))) kept &= ~(1 << bit);
      }
      rows[word] = kept;
    }
  }

  private narrowByResult(
    { chunk, index }: RowBlock,
    indexed: IndexedBlock | undefined,
    { low, high }: WholeRange,
    rows: RowBits,
  ): void {
    if (indexed && low > 0) intersect(rows, indexed.positive);
    else keepFlag(rows, chunk, index, RowFlag.HAS_RESULT);
    if (indexed && high <= 0) subtract(rows, indexed.positive);
    const { result } = chunk;
    const { events } = this.trace;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      let kept = rows[word];
      const start = index + 32 * word;
      for (let left = kept; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const number = events.decodeResult(result[start + bit]);
        kept ^= (number >= low && number <= high ? 0 : 1) << bit;
      }
      rows[word] = kept;
    }
  }
}

function narrowByFlags({ chunk, index }: RowBlock, byFlags: Uint8Array, rows: RowBits): void {
  const { flags } = chunk;
  for (let word = 0, at = index; word < BLOCK_WORDS; word++, at += 32) {
    if (rows[word] === 0) continue;
    let kept = 0;
    for (let bit = 0; bit < 32; bit += 4) {
      const four =
        byFlags[flags[at + bit]] |
        (byFlags[flags[at + bit + 1]] << 1) |
        (byFlags[flags[at + bit + 2]] << 2) |
        (byFlags[flags[at + bit + 3]] << 3);
      kept |= four << bit;
    }
    rows[word] &= kept;
  }
}

/** No number satisfies nothing. */
function holds(satisfies: NumberTest, number: number): boolean {
  return !Number.isNaN(number) && satisfies(number);
}
