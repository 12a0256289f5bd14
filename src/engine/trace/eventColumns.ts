import type { CaptureOffset, EventRow, FdVersion, ThreadVersion } from '../base/brands';

/** Rows per chunk, as a power of two: columns grow by whole chunks, so that nothing is copied while reading. */
export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_ROWS - 1;

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

/** 65,536 consecutive events, 38 bytes each. */
export class EventChunk {
  /** Nanoseconds since the trace's time base: exact below 2^53 (104 days), negative where time runs back. */
  readonly time = new Float64Array(CHUNK_ROWS);
  /** Byte position of the event's block in the uncompressed capture. 64 bits: captures exceed 4 GiB. */
  readonly offset = new Float64Array(CHUNK_ROWS);
  /** `ThreadVersion` true for the event, after it; 0: no thread. */
  readonly thread = new Int32Array(CHUNK_ROWS);
  /** `FdVersion` of the event's own fd; 0: the event has none. */
  readonly fd = new Int32Array(CHUNK_ROWS);
  /**
   * The result, or for one outside 31 bits the complement of an index into `largeResults`; see `RowFlag.HAS_RESULT`. Of a
   * generic event, which has no result, the number of its system call.
   */
  readonly result = new Int32Array(CHUNK_ROWS);
  /** Row of the matching enter or exit event; -1: none. 31 bits: a trace holds at most 2^31 - 1 events. */
  readonly partner = new Int32Array(CHUNK_ROWS);
  /** Id of the event type; there are fewer than 500. */
  readonly type = new Uint16Array(CHUNK_ROWS);
  /** CPU number, 16 bits in the format. */
  readonly cpu = new Uint16Array(CHUNK_ROWS);
  /** Bits of `RowFlag`. */
  readonly flags = new Uint8Array(CHUNK_ROWS);
}

/** Results outside this range go to a side table; the 32-bit column keeps their index. */
const SMALLEST_INLINE_RESULT = -(2 ** 30);
const LARGEST_INLINE_RESULT = 2 ** 31 - 1;

/** The events of a trace as columns, in the file's order. Rows are only ever added. */
export class EventColumns {
  length = 0;
  private readonly chunks: EventChunk[] = [];
  private readonly largeResults: number[] = [];

  /** The chunk that holds a row, for scans; its rows from `length` on are not yet written. */
  chunk(index: number): EventChunk {
    return this.chunks[index];
  }

  /** Room for one more row; the caller writes its columns at the returned chunk's `length & (CHUNK_ROWS - 1)`. */
  private tail(): EventChunk {
    const index = this.length >> CHUNK_BITS;
    if (index === this.chunks.length) this.chunks.push(new EventChunk());
    return this.chunks[index];
  }

  push(
    time: number,
    offset: number,
    type: number,
    cpu: number,
    thread: number,
    fd: number,
    result: number,
    partner: number,
    flags: number,
  ): EventRow {
    const chunk = this.tail();
    const row = this.length++;
    const at = row & CHUNK_MASK;
    chunk.time[at] = time;
    chunk.offset[at] = offset;
    chunk.type[at] = type;
    chunk.cpu[at] = cpu;
    chunk.thread[at] = thread;
    chunk.fd[at] = fd;
    chunk.result[at] =
      result >= SMALLEST_INLINE_RESULT && result <= LARGEST_INLINE_RESULT
        ? result
        : SMALLEST_INLINE_RESULT - this.largeResults.push(result);
    chunk.partner[at] = partner;
    chunk.flags[at] = flags;
    if (partner !== NO_PARTNER) this.chunks[partner >> CHUNK_BITS].partner[partner & CHUNK_MASK] = row;
    return row as EventRow;
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

  offset(row: EventRow): CaptureOffset {
    return this.chunks[row >> CHUNK_BITS].offset[row & CHUNK_MASK] as CaptureOffset;
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
    return stored >= SMALLEST_INLINE_RESULT ? stored : this.largeResults[SMALLEST_INLINE_RESULT - stored - 1];
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
