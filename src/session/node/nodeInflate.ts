import { MessageChannel } from 'node:worker_threads';
import { constants, createInflateRaw, inflateRawSync } from 'node:zlib';
import { type DeflatePlace, WINDOW_SIZE } from '../gzip/checkpoint';
import type { InflateBetween } from '../gzip/codec';
import type { InflatedSpan, InflateFast, MemberPlace } from '../gzip/fastSpans';
import { GZIP_TRAILER } from '../gzip/gzipHeader';
import type { CompressedFile } from '../gzip/gzipStream';
import { PIECE_SIZE } from '../gzip/inflatePass';
import { headerMayStand } from './blockHeader';
import { MOST_LEAD, readPrimed } from './primedBytes';

/** Room in the file for the block that the wanted bytes end in: zlib's take some 30 KiB, at most 64. */
const BLOCK_ROOM = 96 * 1024;
/** A file of which no more is left is inflated to the member's end: fewer bytes are not worth looking for a block's end. */
const LAST_PART = BLOCK_ROOM + 16 * 1024;
/** Longest part of the file between two checkpoints that is read at once: there may be empty blocks without end. */
const MOST_COMPRESSED = 4 * 1024 * 1024;
/** Room for nearly every span. Of one size for all of them: pieces of memory of many sizes left 20 MB unused between them. */
const USUAL_ROOM = PIECE_SIZE + 1;
/** Inflated bytes that zlib gives at once. */
const CHUNK = 256 * 1024;
/** Compressed bytes by which a place proves to be the beginning of a block: some thousand symbols. */
const PROOF = 1024;
/** It may go on after those, and how many were used is to be known. */
const PROVING = { finishFlush: constants.Z_SYNC_FLUSH, info: true, chunkSize: 4 * PROOF } as const;

/** The member's end need not be the end of the bytes. */
const TO_THE_END = { finishFlush: constants.Z_SYNC_FLUSH, info: true, chunkSize: CHUNK } as const;

/** Memory that is moved through a closed port is free at once. Waiting to be collected it came to 30 MB. */
const NOWHERE = new MessageChannel().port1;
NOWHERE.close();

/** What zlib's functions return with `info`, which their types do not know. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * An inflater of node's zlib, for one pass at a time (see `InflateFast`), which is twice as fast as pako. zlib stops after a block when it is asked to,
 * but node tells only in which byte, not after which bit. So all eight are tried: what is no block's beginning is no valid
 * deflate stream for long. The right one is never refused, so it is certain where all others are.
 */
export function nodeInflater(): InflateFast {
  let scratch = new Uint8Array(0);
  return async (file, from, most, target) => {
    const left = file.size - from.input;
    if (left <= LAST_PART) return inflateToEnd(file, from, target);
    const wanted = Math.min(most, left - BLOCK_ROOM);
    const room = MOST_LEAD + wanted + BLOCK_ROOM;
    if (scratch.length < room) scratch = new Uint8Array(room);
    const { bytes, lead } = readPrimed(file, from, scratch.subarray(0, room));
    const stopped = await inflateToBlock(bytes, lead + wanted, from.window, target);
    if (stopped === undefined || stopped.used < lead + wanted || stopped.used === bytes.length) return undefined;
    const { length } = stopped;
    const input = from.input + stopped.used - lead;
    const memberLength = from.memberLength + length;
    // What follows proves nothing where it is the file's end, or a member's.
    if (input + PROOF > file.size || memberMayEnd(file, input, memberLength)) return undefined;
    const given = target.subarray(0, length);
    const window = (length < WINDOW_SIZE ? Buffer.concat([from.window, given]) : given).subarray(-WINDOW_SIZE);
    const end = onlyBlock(file, input, window, memberLength);
    return end && { length, end, endsMember: false };
  };
}

/** Where `inflateBetween` puts what it reads of the file. */
let compressedBytes = new Uint8Array(0);

/** `InflateBetween` by node's zlib. */
export const inflateBetween: InflateBetween = (file, from, to, target) => {
  const compressed = to.input - from.input;
  if (compressed > MOST_COMPRESSED) return false;
  if (compressedBytes.length < MOST_LEAD + compressed) compressedBytes = new Uint8Array(MOST_LEAD + 2 * compressed);
  const { bytes: read, lead } = readPrimed(file, from, compressedBytes.subarray(0, MOST_LEAD + compressed));
  const bytes = read.subarray(0, lead + compressed);
  try {
    // One byte more has room, so that it is seen where there is one.
    const room = target.length + 1;
    const limits = { dictionary: from.window, chunkSize: Math.max(USUAL_ROOM, room), maxOutputLength: room };
    const { buffer, engine } = inflateRawSync(bytes, { ...TO_THE_END, ...limits }) as unknown as Inflated;
    // A member that ends has more to say than its bytes.
    const isExact = buffer.length === target.length && engine.bytesWritten === bytes.length;
    if (isExact) target.set(buffer);
    NOWHERE.postMessage(undefined, [buffer.buffer as ArrayBuffer]);
    return isExact;
  } catch {
    return false;
  }
};

/** The one of the eight bits before a byte at which a block may begin; undefined where there are several, or none. */
function onlyBlock(
  file: CompressedFile,
  input: number,
  window: Uint8Array,
  memberLength: number,
): DeflatePlace | undefined {
  const places = [0, 1, 2, 3, 4, 5, 6, 7]
    .map((bits) => ({ input, bits }))
    .filter((place) => headerMayStand(file, place) && blockMayBegin(file, place, window, memberLength));
  return places.length === 1 ? places[0] : undefined;
}

/**
 * Inflates `wanted` of some bytes, and more to the end of a block: how many bytes that gave, and how many were used, the last
 * one perhaps not whole. Undefined where they are damaged, or have no room.
 */
function inflateToBlock(
  compressed: Uint8Array,
  wanted: number,
  dictionary: Uint8Array,
  target: Uint8Array,
): Promise<{ length: number; used: number } | undefined> {
  // The last flag is that of the last bytes that are written.
  const engine = createInflateRaw({ dictionary, chunkSize: CHUNK, finishFlush: constants.Z_BLOCK });
  const memory = new Set<ArrayBuffer>();
  let length = 0;
  return new Promise((resolve) => {
    engine.on('data', (chunk: Uint8Array<ArrayBuffer>) => {
      memory.add(chunk.buffer);
      if (length + chunk.length <= target.length) target.set(chunk, length);
      else engine.destroy();
      length += chunk.length;
    });
    engine.on('end', () => engine.destroy());
    engine.on('error', () => resolve(undefined));
    engine.on('close', () => {
      NOWHERE.postMessage(undefined, [...memory]);
      resolve(length <= target.length ? { length, used: engine.bytesWritten } : undefined);
    });
    engine.write(compressed.subarray(0, wanted));
    engine.end(compressed.subarray(wanted));
  });
}

/** Inflates the rest of a member; undefined where it is damaged or cut off, or has no room. */
function inflateToEnd(file: CompressedFile, from: MemberPlace, target: Uint8Array): InflatedSpan | undefined {
  const { bytes, lead } = readPrimed(file, from, new Uint8Array(MOST_LEAD + LAST_PART));
  try {
    const limits = { dictionary: from.window, maxOutputLength: target.length };
    const { buffer, engine } = inflateRawSync(bytes, { ...TO_THE_END, ...limits }) as unknown as Inflated;
    const input = from.input + engine.bytesWritten - lead;
    // Without an end it has used all there is.
    if (engine.bytesWritten === bytes.length || !memberMayEnd(file, input, from.memberLength + buffer.length)) {
      return undefined;
    }
    target.set(buffer);
    return { length: buffer.length, end: { input, bits: 0 }, endsMember: true };
  } catch {
    return undefined;
  }
}

/** Whether what begins at a place can be inflated for a while, or to the end of a member of the right length. */
function blockMayBegin(
  file: CompressedFile,
  place: DeflatePlace,
  dictionary: Uint8Array,
  memberLength: number,
): boolean {
  const { bytes, lead } = readPrimed(file, place, new Uint8Array(MOST_LEAD + PROOF));
  try {
    const { buffer, engine } = inflateRawSync(bytes, { ...PROVING, dictionary }) as unknown as Inflated;
    const used = engine.bytesWritten;
    return used === bytes.length || memberMayEnd(file, place.input + used - lead, memberLength + buffer.length);
  } catch {
    return false;
  }
}

/** Whether a member's trailer may stand at a position of the file: it tells the member's length modulo 2^32. */
function memberMayEnd(file: CompressedFile, position: number, memberLength: number): boolean {
  const trailer = new DataView(new ArrayBuffer(GZIP_TRAILER));
  file.read(position, new Uint8Array(trailer.buffer));
  return trailer.getUint32(4, true) === memberLength % 2 ** 32;
}
