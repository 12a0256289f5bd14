import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type RecordedEvent, type Recording, readRecording, SMALLEST_CLIENT_PORT } from './recording';

export interface RepeatOptions {
  /** Stops after exactly this many events. */
  readonly events: number;
  /**
   * Lets dictionaries grow as in life, in place of the same things again: what begins in the recording begins in each
   * round anew, threads with ids of their own, the fds of new processes with numbers of their own, connections with
   * client ports of their own. The threads of the process list live on.
   */
  readonly growing?: boolean;
}

const PIECE = 1024 * 1024;
/** Larger than every id of a thread that Linux gives. */
const ID_STRIDE = 1 << 22;
/** After so many rounds ids are used again, as every system does it; they stay below 2^31. */
const ROUNDS_OF_IDS = 500;
/** After so many rounds numbers of fds are used again; a process may have 1024 at a time. */
const ROUNDS_OF_FDS = 200;
/** A prime, so that ports come back only after very many rounds. */
const PORT_STRIDE = 97;
const CLIENT_PORTS = 65536 - SMALLEST_CLIENT_PORT;

/**
 * A large capture out of an uncompressed real one: its events again and again, each round later than the one before. The
 * pieces together are a valid capture; only one of them is in memory at a time.
 */
export function* repeatedCapture(capture: Uint8Array, options: RepeatOptions): Generator<Uint8Array> {
  const recording = readRecording(capture);
  const events = options.growing ? recording.events.filter((event) => !event.endsListedThread) : recording.events;
  yield recording.preamble;
  let piece = new Uint8Array(PIECE);
  let used = 0;
  for (let index = 0; index < options.events; index++) {
    const event = events[index % events.length];
    const round = Math.floor(index / events.length);
    const length = event.end - event.start;
    if (used + length > piece.length) {
      if (used > 0) yield piece.subarray(0, used);
      piece = new Uint8Array(Math.max(PIECE, length));
      used = 0;
    }
    piece.set(capture.subarray(event.start, event.end), used);
    const view = new DataView(piece.buffer, used, length);
    view.setBigUint64(event.time, view.getBigUint64(event.time, true) + BigInt(round) * recording.span, true);
    if (options.growing && round > 0) makeNew(view, event, recording, round);
    used += length;
  }
  if (used > 0) yield piece.subarray(0, used);
}

/** Writes a repeated capture to a file, gzipped where asked. */
export async function writeRepeatedCapture(
  path: string,
  capture: Uint8Array,
  options: RepeatOptions & { readonly gzip?: boolean },
): Promise<void> {
  const pieces = Readable.from(repeatedCapture(capture, options));
  if (options.gzip) await pipeline(pieces, createGzip({ level: 1 }), createWriteStream(path));
  else await pipeline(pieces, createWriteStream(path));
}

/** Gives what begins in the recording the ids, numbers and ports of a later round. */
function makeNew(view: DataView, event: RecordedEvent, { newThreads }: Recording, round: number): void {
  for (const at of event.threadIds) {
    const id = view.getBigInt64(at, true);
    if (newThreads.has(Number(id))) view.setBigInt64(at, id + BigInt((round % ROUNDS_OF_IDS) * ID_STRIDE), true);
  }
  for (const at of event.fdNumbers) {
    // The three standard ones stay, and so do errors.
    const number = view.getBigInt64(at, true);
    if (number > 2n) view.setBigInt64(at, number + BigInt(round % ROUNDS_OF_FDS), true);
  }
  for (const at of event.clientPorts) {
    const port = view.getUint16(at, true) - SMALLEST_CLIENT_PORT;
    view.setUint16(at, SMALLEST_CLIENT_PORT + ((port + round * PORT_STRIDE) % CLIENT_PORTS), true);
  }
}
