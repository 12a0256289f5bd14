const TWO_TO_32 = 4294967296;

/** A signed 64-bit little-endian integer as a number: exact up to 2^53 in either direction, else the nearest. */
export function readInt64(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}

/** An unsigned 64-bit little-endian integer as a number: exact up to 2^53, else the nearest. */
export function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}
