/** Ways to spoil a valid capture. Each returns a new array and leaves the given one alone. */

/** The first `length` bytes. */
export function cutOff(capture: Uint8Array, length: number): Uint8Array {
  return capture.slice(0, length);
}

/** A 32-bit field overwritten, such as a block's length (its offset + 4) or type (its offset). */
export function withUint32(capture: Uint8Array, offset: number, value: number): Uint8Array {
  const spoiled = capture.slice();
  new DataView(spoiled.buffer).setUint32(offset, value, true);
  return spoiled;
}

/** One byte overwritten. */
export function withByte(capture: Uint8Array, offset: number, value: number): Uint8Array {
  const spoiled = capture.slice();
  spoiled[offset] = value;
  return spoiled;
}

/** Where each block of an undamaged capture begins. */
export function blockOffsets(capture: Uint8Array): number[] {
  const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength);
  const offsets: number[] = [];
  for (let at = 0; at + 8 <= capture.length; at += view.getUint32(at + 4, true)) offsets.push(at);
  return offsets;
}
