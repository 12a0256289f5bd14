import type { StreamPiece } from '../stream';

/** A part of a direction that becomes one packet. */
export interface Segment {
  /** `[start, end)` among the bytes of the direction. */
  readonly start: number;
  readonly end: number;
  /** The call that moved it. */
  readonly piece: StreamPiece;
  /** The calls at the other end that moved the same bytes; none where the capture does not have them. */
  readonly others: readonly StreamPiece[];
}

/**
 * Cuts a direction into segments of at most `most` bytes, each of one call of this end (`pieces`). What the capture has of a call
 * is its beginning: one that it does not hold whole is cut as well where calls of the other end (`others`) begin and end, so that
 * the beginning of each segment may be there. Calls that moved nothing are left out.
 */
export function* segmentsOf(
  pieces: readonly StreamPiece[],
  others: readonly StreamPiece[],
  most: number,
  isWhole: (piece: StreamPiece) => boolean,
): Generator<Segment> {
  let next = 0;
  for (const piece of pieces) {
    const end = piece.start + piece.length;
    const cutsAtOthers = others.length > 0 && !isWhole(piece);
    for (let at = piece.start; at < end; ) {
      while (next < others.length && endOf(others[next]) <= at) next++;
      const following = cutsAtOthers ? others.at(next) : undefined;
      const boundary = !following ? end : following.start <= at ? endOf(following) : following.start;
      const cut = Math.min(end, at + most, boundary);
      yield { start: at, end: cut, piece, others: overlapping(others, next, cut) };
      at = cut;
    }
  }
}

function overlapping(others: readonly StreamPiece[], from: number, end: number): StreamPiece[] {
  let to = from;
  while (to < others.length && others[to].start < end) to++;
  return others.slice(from, to);
}

function endOf({ start, length }: StreamPiece): number {
  return start + length;
}
