import type { EventRow, OpenFileId, ThreadVersion } from '../base/brands';
import { sortSteps } from '../base/sortSteps';
import { allSteps, type Steps } from '../base/steps';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { movedBytes } from './movedBytes';
import { Direction, directionOf, type StreamIndex } from './streamIndex';

/** What one call added to a stream. */
export interface StreamPiece {
  /** The exit event. */
  readonly row: EventRow;
  readonly direction: Exclude<Direction, typeof Direction.NONE>;
  /** Where its bytes begin among those of its direction, in bytes from the first that the capture has. */
  readonly start: number;
  /** Bytes that the call moved; the capture may hold fewer. 0 for a failed one and for the end of what can be read. */
  readonly length: number;
  readonly failed: boolean;
}

/**
 * Everything that was read from and written to one open file, both directions, in the order of time: the pieces of all fds and
 * processes that mean it. Bytes are read by `StreamBytes`. It holds 12 bytes for each call; pieces are made when somebody asks.
 */
export class Stream {
  private made: readonly StreamPiece[] | undefined;

  /** `rows` in the order of time, `starts` the same long; `shape` says what was counted on the way. */
  constructor(
    readonly file: OpenFileId,
    private readonly trace: Trace,
    private readonly rows: Int32Array,
    private readonly starts: Float64Array,
    private readonly shape: StreamShape,
  ) {}

  /** Calls. */
  get count(): number {
    return this.rows.length;
  }

  /** Bytes of each direction. */
  get readLength(): number {
    return this.shape.readLength;
  }

  get writeLength(): number {
    return this.shape.writeLength;
  }

  /** Calls that failed. */
  get failed(): number {
    return this.shape.failed;
  }

  /** The first call of each thread version, in the order of time. */
  get firstOfThreads(): readonly EventRow[] {
    return this.shape.firstOfThreads;
  }

  /** All pieces, an object for each: for who walks through all of them. */
  get pieces(): readonly StreamPiece[] {
    this.made ??= Array.from(this.rows, (_row, index) => this.piece(index));
    return this.made;
  }

  /** The row of a call. */
  rowAt(index: number): EventRow {
    return this.rows[index] as EventRow;
  }

  /** Index of the call of a row, or of the latest before it in time; -1 where there is none. */
  indexAtOrBefore(row: EventRow): number {
    const { events } = this.trace;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.rowAt(middle);
      if ((events.time(there) - events.time(row) || there - row) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  piece(index: number): StreamPiece {
    const row = this.rowAt(index);
    return {
      row,
      direction: directionOf(this.trace.events.type(row)) as StreamPiece['direction'],
      start: this.starts[index],
      length: movedBytes(this.trace, row),
      failed: hasFailed(this.trace, row),
    };
  }

  /** The stream from a call on; what was counted of it is that of the whole. */
  from(index: number): Stream {
    return new Stream(this.file, this.trace, this.rows.subarray(index), this.starts.subarray(index), this.shape);
  }

  /** The pieces of one direction. */
  of(direction: Direction): StreamPiece[] {
    return this.pieces.filter((piece) => piece.direction === direction);
  }

  /** The piece of a row, or undefined. */
  pieceOf(row: EventRow): StreamPiece | undefined {
    const index = this.rows.indexOf(row);
    return index < 0 ? undefined : this.piece(index);
  }
}

/** What is known of a stream as a whole. */
interface StreamShape {
  readonly readLength: number;
  readonly writeLength: number;
  readonly failed: number;
  readonly firstOfThreads: readonly EventRow[];
}

/** So many pieces are put together between two steps. */
const PIECES = 2048;

/** The stream of an open file, as far as the index goes. */
export function streamOf(trace: Trace, index: StreamIndex, file: OpenFileId): Stream {
  return allSteps(streamSteps(trace, index, file));
}

/** The same in steps: an open file may have been read and written millions of times. */
export function* streamSteps(trace: Trace, index: StreamIndex, file: OpenFileId): Steps<Stream> {
  const { events } = trace;
  // A capture with a ring per CPU is not in the order of time; rows of the same time keep theirs.
  const byTime = (a: number, b: number): number => events.time(a as EventRow) - events.time(b as EventRow);
  const rows = yield* sortSteps(index.rowsOf(file), byTime);
  const ends = { [Direction.READ]: 0, [Direction.WRITE]: 0 };
  const starts = new Float64Array(rows.length);
  const threads = new Map<ThreadVersion, EventRow>();
  let failed = 0;
  for (let at = 0; at < rows.length; at++) {
    if (at % PIECES === PIECES - 1) yield;
    const row = rows[at] as EventRow;
    const direction = directionOf(events.type(row)) as StreamPiece['direction'];
    starts[at] = ends[direction];
    ends[direction] += movedBytes(trace, row);
    if (hasFailed(trace, row)) failed++;
    const thread = events.thread(row);
    if (!threads.has(thread)) threads.set(thread, row);
  }
  const shape = {
    readLength: ends[Direction.READ],
    writeLength: ends[Direction.WRITE],
    failed,
    firstOfThreads: [...threads.values()],
  };
  return new Stream(file, trace, rows, starts, shape);
}

function hasFailed({ events }: Trace, row: EventRow): boolean {
  return (events.flags(row) & RowFlag.FAILED) !== 0;
}
