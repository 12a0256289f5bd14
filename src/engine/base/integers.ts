const TWO_TO_32 = 4294967296;

/**
 * What a field begins with that will hold integers beyond 31 bits. An engine that first sees a small integer in it compiles
 * all code for such, and does so again when a larger one comes.
 */
export const UNSET = Number.NaN;

/**
 * A signed 64-bit little-endian integer as a number: exact up to 2^53 in either direction, else the nearest. Nearly all are
 * small, and stay integers for the engine where they come from no multiplication.
 */
export function readInt64(view: DataView, at: number): number {
  const low = view.getInt32(at, true);
  const high = view.getInt32(at + 4, true);
  return high === low >> 31 ? low : high * TWO_TO_32 + (low >>> 0);
}

/**
 * The same of ids and numbers of fds, of which hardly any is large: engines compile a function for the numbers that it has
 * met, so they have one of their own.
 */
export function readId(view: DataView, at: number): number {
  const low = view.getInt32(at, true);
  return view.getInt32(at + 4, true) === low >> 31 ? low : readInt64(view, at);
}

/** An unsigned 64-bit little-endian integer as a number: exact up to 2^53, else the nearest. */
export function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}
