import type { EventRow } from '../base/brands';
import type { ColumnReader } from '../fields/fieldReader';
import type { IndexedBlock } from '../trace/blockIndex';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import type { LevelPlanes } from '../trace/numberLevels';
import {
  BLOCK_BITS,
  BLOCK_WORDS,
  intersect,
  keepByTruth,
  lowestBit,
  type RowBits,
  subtract,
  unite,
} from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { AnswerRanges } from './answerRanges';
import { LevelScan } from './levelScan';
import { type NumberTest, numberTest, type WholeRange, wholeRange } from './numberTests';
import type { Comparison } from './operators';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** Every combination of flags fits a byte. */
const FLAG_VALUES = 256;

/** A comparison with a number that stands in the columns. */
export class ColumnPredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  private base = 0n;
  private satisfies: NumberTest;
  /** Only for numbers whose bounds are known. */
  private ranges: AnswerRanges | undefined;
  /** By flags: 1 where they satisfy the comparison; only for numbers that follow from them. */
  private readonly byFlags: Uint8Array | undefined;
  /** Whether 1 and 0 satisfy the comparison; only for truth values. */
  private readonly byTruth: readonly [one: boolean, zero: boolean] | undefined;
  /** Only for numbers whose levels are known, and for comparisons that a range of them satisfies. */
  private readonly range: WholeRange | undefined;
  /** Made when it is needed: a filter can have a thousand checks. */
  private scan: LevelScan | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly reader: ColumnReader,
    private readonly comparison: Comparison,
    private readonly operands: readonly (bigint | number)[],
  ) {
    const satisfies = numberTest(comparison, operands, this.base);
    this.satisfies = satisfies;
    this.ranges = reader.bounds && new AnswerRanges(operands, this.base);
    const { byFlags } = reader;
    this.byFlags =
      byFlags && Uint8Array.from({ length: FLAG_VALUES }, (_, flags) => (holds(satisfies, byFlags(flags)) ? 1 : 0));
    this.byTruth = reader.truth && [satisfies(1), satisfies(0)];
    this.range = reader.levels && wholeRange(comparison, operands[0]);
  }

  prepare(): void {
    const base = this.reader.base?.(this.trace) ?? 0n;
    if (base === this.base) return;
    this.base = base;
    this.satisfies = numberTest(this.comparison, this.operands, base);
    this.ranges = this.reader.bounds && new AnswerRanges(this.operands, base);
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    if (indexed && this.narrowIndexed(block, indexed, rows)) return;
    if (this.byFlags) narrowByFlags(block, this.byFlags, rows);
    else this.narrowByNumber(block, rows);
  }

  /** False where the index does not help. */
  private narrowIndexed(block: RowBlock, indexed: IndexedBlock, rows: RowBits): boolean {
    const { reader, byTruth, range } = this;
    const bounds = reader.bounds?.(indexed, block.row);
    if (bounds && this.ranges) {
      const [least, largest] = bounds;
      this.ranges.find(least);
      if (largest < this.ranges.high) {
        if (!this.satisfies(least)) rows.fill(0);
        return true;
      }
    }
    const truth = reader.truth?.(indexed, block.row, this.trace);
    const levels = range && reader.levels?.(indexed, block.row, this.trace);
    if (!(truth && byTruth) && !(levels && range)) return false;
    if (reader.having) intersect(rows, reader.having(indexed, block.row, this.trace));
    if (truth && byTruth) keepByTruth(truth, ...byTruth, rows);
    else if (levels && range) this.narrowByLevels(block, levels, range, rows);
    return true;
  }

  private narrowByLevels(block: RowBlock, levels: LevelPlanes, range: WholeRange, rows: RowBits): void {
    this.scan ??= new LevelScan(range);
    if (!this.scan.narrow(levels, rows)) return;
    const { unsure } = this.scan;
    subtract(rows, unsure);
    this.narrowByNumber(block, unsure);
    unite(rows, unsure);
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
