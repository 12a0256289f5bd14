import fc from 'fast-check';
import { concatBytes } from './byteWriter';

/** One way to spoil a capture, at a place that is a share of its length or a spot in one of its blocks. */
export interface Mutation {
  readonly kind: 'flip' | 'byte' | 'uint32' | 'cut' | 'remove' | 'repeat' | 'insert';
  /** Which block, as a number to be taken modulo the number of blocks. */
  readonly block: number;
  /** Where in the block, in bytes; may reach beyond it. */
  readonly within: number;
  /** A byte, a 32-bit value or a length, as the kind needs it. */
  readonly value: number;
}

/** Lengths and counts that readers get wrong: the borders of the integer types and of what a reader allows. */
const AWKWARD = [0, 1, 3, 4, 11, 12, 13, 0x7f, 0xff, 0xffff, 0x10000, 0x0fffffff, 0x10000000, 0x7fffffff, 0x80000000];
const AWKWARD_ENDS = [0xfffffff0, 0xfffffffc, 0xffffffff];

const value = fc.oneof(fc.constantFrom(...AWKWARD, ...AWKWARD_ENDS), fc.nat(255), fc.nat(2 ** 31 - 1));

/** Any mutation, most often in the headers of blocks and events, where the lengths are. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('flip', 'byte', 'uint32', 'cut', 'remove', 'repeat', 'insert'),
  block: fc.nat(1_000_000),
  within: fc.oneof(fc.nat(47), fc.nat(47), fc.nat(4095)),
  value,
});

/** The spoiled capture, and the first byte at which it differs from the given one. */
export interface Mutated {
  readonly bytes: Uint8Array;
  readonly firstChange: number;
}

/** Applies mutations one after the other; `offsets` are those of the undamaged capture's blocks. */
export function mutate(capture: Uint8Array, offsets: readonly number[], mutations: readonly Mutation[]): Mutated {
  let bytes = capture;
  let firstChange = capture.length;
  for (const one of mutations) {
    const at = Math.min(offsets[one.block % offsets.length] + one.within, Math.max(0, bytes.length - 1));
    bytes = applied(bytes, at, one);
    firstChange = Math.min(firstChange, at);
  }
  return { bytes, firstChange };
}

function applied(bytes: Uint8Array, at: number, { kind, value }: Mutation): Uint8Array {
  const length = value % 5000;
  switch (kind) {
    case 'cut':
      return bytes.slice(0, at);
    case 'remove':
      return concatBytes([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 'repeat':
      return concatBytes([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))]);
    case 'insert':
      return concatBytes([bytes.subarray(0, at), new Uint8Array(length).fill(value), bytes.subarray(at)]);
    default:
      return overwritten(bytes, at, kind, value);
  }
}

function overwritten(bytes: Uint8Array, at: number, kind: 'flip' | 'byte' | 'uint32', value: number): Uint8Array {
  const spoiled = bytes.slice();
  if (at >= spoiled.length) return spoiled;
  if (kind === 'flip') spoiled[at] ^= 1 << (value % 8);
  else if (kind === 'byte' || at + 4 > spoiled.length) spoiled[at] = value;
  else new DataView(spoiled.buffer).setUint32(at, value, true);
  return spoiled;
}

/** Captures of which 1 to 400 bytes, anywhere, have another value. */
export function withBytesChanged(capture: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.tuple(fc.nat(capture.length - 1), fc.nat(255));
  return fc.array(place, { minLength: 1, maxLength: 400 }).map((changes) => {
    const bytes = capture.slice();
    for (const [at, value] of changes) bytes[at] = value;
    return bytes;
  });
}
