import type { EventRow, OpenFileId } from '../base/brands';
import { sortSteps } from '../base/sortSteps';
import { allSteps, type Steps } from '../base/steps';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
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
 * processes that mean it. Bytes are read by `StreamBytes`.
 */
export class Stream {
  readonly pieces: readonly StreamPiece[];
  /** Bytes of each direction. */
  readonly readLength: number;
  readonly writeLength: number;

  constructor(
    readonly file: OpenFileId,
    pieces: readonly StreamPiece[],
  ) {
    this.pieces = pieces;
    this.readLength = endOf(pieces, Direction.READ);
    this.writeLength = endOf(pieces, Direction.WRITE);
  }

  /** The pieces of one direction. */
  of(direction: Direction): StreamPiece[] {
    return this.pieces.filter((piece) => piece.direction === direction);
  }

  /** The piece of a row, or undefined. */
  pieceOf(row: EventRow): StreamPiece | undefined {
    return this.pieces.find((piece) => piece.row === row);
  }
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
  const pieces: StreamPiece[] = [];
  for (let at = 0; at < rows.length; at++) {
    if (at % PIECES === PIECES - 1) yield;
    const row = rows[at] as EventRow;
    const direction = directionOf(events.type(row));
    if (direction === Direction.NONE) continue;
    const length = movedBytes(trace, row);
    const failed = (events.flags(row) & RowFlag.FAILED) !== 0;
    pieces.push({ row, direction, start: ends[direction], length, failed });
    ends[direction] += length;
  }
  return new Stream(file, pieces);
}

/** How many bytes the call of an exit moved; 0 where it failed. */
export function movedBytes({ events }: Trace, row: EventRow): number {
  const flags = events.flags(row);
  return (flags & RowFlag.HAS_RESULT) !== 0 && (flags & RowFlag.FAILED) === 0 ? events.result(row) : 0;
}

function endOf(pieces: readonly StreamPiece[], direction: Direction): number {
  const last = pieces.findLast((piece) => piece.direction === direction);
  return last ? last.start + last.length : 0;
}
