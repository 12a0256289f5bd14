import type { GzipCodec } from './codec';
import { type PackedCheckpoint, SeekIndex } from './seekIndex';

/** A seek index as it is kept: a head, then each checkpoint. Numbers are little-endian. */
const MAGIC = 0x31_58_49_53; // "SIX1"
const HEAD = 4 + 4 + 4 + 8 + 4;
/** Of a checkpoint: output and input as doubles, bits, length of the packed window. */
const ENTRY = 8 + 8 + 1 + 4;

/** The bytes that a complete index is kept as. `identity` tells the file that it belongs to. */
export function encodeSeekIndex(index: SeekIndex, identity: string, codec: GzipCodec): Uint8Array {
  const name = new TextEncoder().encode(identity);
  const { checkpoints, length = 0 } = index;
  const size = checkpoints.reduce((sum, { packed }) => sum + ENTRY + packed.length, HEAD + name.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, name.length, true);
  view.setFloat64(12, length, true);
  view.setUint32(20, checkpoints.length, true);
  bytes.set(name, HEAD);
  let at = HEAD + name.length;
  for (const { output, input, bits, packed } of checkpoints) {
    view.setFloat64(at, output, true);
    view.setFloat64(at + 8, input, true);
    view.setUint8(at + 16, bits);
    view.setUint32(at + 17, packed.length, true);
    bytes.set(packed, at + ENTRY);
    at += ENTRY + packed.length;
  }
  view.setUint32(4, codec.crc32(bytes.subarray(8), 0), true);
  return bytes;
}

/** The index that was kept for the file of an identity; undefined where it is another's, or not whole. */
export function decodeSeekIndex(bytes: Uint8Array, identity: string, codec: GzipCodec): SeekIndex | undefined {
  if (bytes.length < HEAD) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The checksum covers all lengths below: what passes it was written by `encodeSeekIndex`.
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== codec.crc32(bytes.subarray(8), 0))
    return undefined;
  const nameLength = view.getUint32(8, true);
  if (new TextDecoder().decode(bytes.subarray(HEAD, HEAD + nameLength)) !== identity) return undefined;
  const index = new SeekIndex(codec);
  index.length = view.getFloat64(12, true);
  let at = HEAD + nameLength;
  for (let left = view.getUint32(20, true); left > 0; left--) {
    const end = at + ENTRY + view.getUint32(at + 17, true);
    const checkpoint: PackedCheckpoint = {
      output: view.getFloat64(at, true),
      input: view.getFloat64(at + 8, true),
      bits: view.getUint8(at + 16),
      packed: bytes.slice(at + ENTRY, end),
    };
    index.checkpoints.push(checkpoint);
    at = end;
  }
  return index;
}
