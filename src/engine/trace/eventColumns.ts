import type { CaptureOffset, EventRow, FdVersion, ThreadVersion } from '../base/brands';
import { Float64Column, Int32Column } from '../base/growingColumns';
import { countUntil } from '../base/sortedColumn';
import { type ChunkMemory, NEW_MEMORY } from './chunkMemory';

/** Rows per chunk, as a power of two: columns grow by whole chunks, so that nothing is copied while reading. */
export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
/** The bits of a row that say where in its chunk it stands. */
export const CHUNK_MASK = CHUNK_ROWS - 1;

/** Bits of the `flags` column. */
export const RowFlag = {
  /** sysdig does not print it: an internal event, a container event before all others, or one kept only for state. */
  HIDDEN: 1,
  /** The event has a result: an exit whose first parameter is `res` or `fd`. */
  HAS_RESULT: 2,
  /** The call returned an error. */
  FAILED: 4,
} as const;

/** No matching enter or exit event. */
export const NO_PARTNER = -1;

/** Bytes that one event takes in all columns together. */
export const ROW_BYTES = 33;
export const CHUNK_BYTES = CHUNK_ROWS * ROW_BYTES;

/** Where columns begin in the arrays of a chunk that hold all columns of a width. */
export const ColumnStart = {
  OFFSET: 0,
  THREAD: CHUNK_ROWS,
  FD: 2 * CHUNK_ROWS,
  RESULT: 3 * CHUNK_ROWS,
  PARTNER: 4 * CHUNK_ROWS,
  TYPE: 0,
  CPU: CHUNK_ROWS,
} as const;

/** 65,536 consecutive events. */
export class EventChunk {
  /** All columns of 32 and 16 bits: the pass, which writes every column of a row, finds two arrays sooner than seven. */
  readonly words: Int32Array;
  readonly halves: Uint16Array;
  /** Nanoseconds since the trace's time base: exact below 2^53 (104 days), negative where time runs back. */
  readonly time: Float64Array;
  /** The low 32 bits of the byte position of the event's block in the uncompressed capture; see `EventColumns.offset`. */
  readonly offset: Int32Array;
  /** `ThreadVersion` true for the event, after it; 0: no thread. */
  readonly thread: Int32Array;
  /** `FdVersion` of the event's own fd; 0: the event has none. */
  readonly fd: Int32Array;
  /**
   * The result, or for one outside 31 bits the complement of an index into `largeResults`; see `RowFlag.HAS_RESULT`. Of a
   * generic event, which has no result, the number of its system call.
   */
  readonly result: Int32Array;
  /** Row of the matching enter or exit event; -1: none. 31 bits: a trace holds at most 2^31 - 1 events. */
  readonly partner: Int32Array;
  /** Id of the event type; there are fewer than 500. */
  readonly type: Uint16Array;
  /** CPU number, 16 bits in the format. */
  readonly cpu: Uint16Array;
  /** Bits of `RowFlag`. */
  readonly flags: Uint8Array;

  /** Lies in `memory`, which has `CHUNK_BYTES` bytes; for a chunk without rows it has none. */
  constructor(memory: ArrayBufferLike, rows = CHUNK_ROWS) {
    this.time = new Float64Array(memory, 0, rows);
    this.words = new Int32Array(memory, 8 * rows, 5 * rows);
    this.halves = new Uint16Array(memory, 28 * rows, 2 * rows);
    const column = <A extends Int32Array | Uint16Array>(columns: A, start: number): A =>
      columns.subarray(start, start + rows) as A;
    this.offset = column(this.words, ColumnStart.OFFSET);
    this.thread = column(this.words, ColumnStart.THREAD);
    this.fd = column(this.words, ColumnStart.FD);
    this.result = column(this.words, ColumnStart.RESULT);
    this.partner = column(this.words, ColumnStart.PARTNER);
    this.type = column(this.halves, ColumnStart.TYPE);
    this.cpu = column(this.halves, ColumnStart.CPU);
    this.flags = new Uint8Array(memory, 32 * rows, rows);
  }
}

/** Results outside this range go to a side table; the 32-bit column keeps their index. */
export const SMALLEST_INLINE_RESULT = -(2 ** 30);
const LARGEST_INLINE_RESULT = 2 ** 31 - 1;

/** Offsets that their low 32 bits tell apart. */
const OFFSET_SPAN = 2 ** 32;

/** The events of a trace as columns, in the file's order. Rows are only ever added. */
export class EventColumns {
  length = 0;
  /** Where the memory of the next chunks comes from. */
  memory: ChunkMemory = NEW_MEMORY;
  private readonly chunks: EventChunk[] = [];
  private readonly largeResults = new Float64Column();
  /** Rows at which the high half of offsets becomes one larger, each as often as it does: one for 4 GiB. */
  private readonly offsetSteps = new Int32Column(4);
  /** The first offset that has a larger high half than those so far: see `stepOffsets`. */
  offsetLimit = OFFSET_SPAN;

  /** The chunk that holds a row, for scans; its rows from `length` on are not yet written. */
  chunk(index: number): EventChunk {
    return this.chunks[index];
  }

  /**
   * The chunk of the row that comes next. Who writes its columns, at `length & CHUNK_MASK`, counts it in `length`: the pass does
   * so for every event, and a call with a value for each column would cost it as much as the writing.
   */
  chunkOfNext(): EventChunk {
    if (this.length === this.chunks.length * CHUNK_ROWS)
      this.chunks.push(new EventChunk(this.memory.take(CHUNK_BYTES)));
    return this.chunks[this.length >> CHUNK_BITS];
  }

  /** Bytes of all chunks and of the results that have no room in them. */
  get bytes(): number {
    return this.chunks.length * CHUNK_BYTES + this.largeResults.length * 8;
  }

  /** What the `result` column keeps of a result. */
  encodeResult(result: number): number {
    if (result >= SMALLEST_INLINE_RESULT && result <= LARGEST_INLINE_RESULT) return result;
    this.largeResults.push(result);
    return SMALLEST_INLINE_RESULT - this.largeResults.length;
  }

  /** Tells a row its enter or exit event. */
  setPartner(row: number, partner: number): void {
    this.chunks[row >> CHUNK_BITS].partner[row & CHUNK_MASK] = partner;
  }

  time(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].time[row & CHUNK_MASK];
  }

  /** Shifts a row's time by some ns: used while the base of all times is not known yet. */
  moveTime(row: EventRow, by: number): void {
    this.chunks[row >> CHUNK_BITS].time[row & CHUNK_MASK] += by;
  }

  /** Makes a pair of two rows, which stand in the wrong order; the exit's own fd is known only now. */
  pair(enter: EventRow, exit: EventRow, fd: FdVersion): void {
    this.chunks[enter >> CHUNK_BITS].partner[enter & CHUNK_MASK] = exit;
    const chunk = this.chunks[exit >> CHUNK_BITS];
    chunk.partner[exit & CHUNK_MASK] = enter;
    chunk.fd[exit & CHUNK_MASK] = fd;
  }

  /** An exit was not the end of the call that it was taken for. */
  unpair(exit: EventRow): void {
    this.chunks[exit >> CHUNK_BITS].partner[exit & CHUNK_MASK] = NO_PARTNER;
  }

  /** Byte position of the event's block in the uncompressed capture. Captures exceed 4 GiB, and offsets never fall. */
  offset(row: EventRow): CaptureOffset {
    const low = this.chunks[row >> CHUNK_BITS].offset[row & CHUNK_MASK] >>> 0;
    return (low + OFFSET_SPAN * countUntil(this.offsetSteps, row)) as CaptureOffset;
  }

  /** To be told of the offset of the row that comes next, where it has reached `offsetLimit`. */
  stepOffsets(offset: number): void {
    for (; offset >= this.offsetLimit; this.offsetLimit += OFFSET_SPAN) this.offsetSteps.push(this.length);
  }

  type(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].type[row & CHUNK_MASK];
  }

  cpu(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].cpu[row & CHUNK_MASK];
  }

  thread(row: EventRow): ThreadVersion {
    return this.chunks[row >> CHUNK_BITS].thread[row & CHUNK_MASK] as ThreadVersion;
  }

  fd(row: EventRow): FdVersion {
    return this.chunks[row >> CHUNK_BITS].fd[row & CHUNK_MASK] as FdVersion;
  }

  /** The result of a row that has one (`RowFlag.HAS_RESULT`). */
  result(row: EventRow): number {
    return this.decodeResult(this.chunks[row >> CHUNK_BITS].result[row & CHUNK_MASK]);
  }

  /** The result that a value of the `result` column stands for. */
  decodeResult(stored: number): number {
    return stored >= SMALLEST_INLINE_RESULT ? stored : this.largeResults.values[SMALLEST_INLINE_RESULT - stored - 1];
  }

  /** Which system call a generic event is: a number of the table of system calls. */
  call(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].result[row & CHUNK_MASK];
  }

  /** Row of the matching enter or exit, or `NO_PARTNER`. */
  partner(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].partner[row & CHUNK_MASK];
  }

  flags(row: EventRow): number {
    return this.chunks[row >> CHUNK_BITS].flags[row & CHUNK_MASK];
  }
}
