import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BlockReader } from '../../src/engine/capture/blockReader';
import type { BlockType } from '../../src/engine/capture/blockTypes';
import { DamageReport } from '../../src/engine/capture/damage';
import { EventCursor } from '../../src/engine/capture/eventCursor';
import { EVENT_TYPES } from '../../src/engine/capture/eventTable';

export interface RepeatOptions {
  /** Stops after exactly this many events. */
  readonly events: number;
  /**
   * Gives every round threads of its own, with their own fd tables, in place of the same threads again: ids of threads are
   * raised in the lists and in the events. At most 4,000 rounds, so that ids stay below 2^32; only for captures with
   * process lists of version 9.
   */
  readonly newThreads?: boolean;
}

/** Where an event block lies in the recording, and what has to be changed in a copy of it. */
interface EventBlock {
  readonly start: number;
  readonly end: number;
  /** Offset in the block of the event's time. */
  readonly time: number;
  /** Offsets in the block of 64-bit ids of threads. */
  readonly ids: readonly number[];
}

interface Recording {
  /** Everything up to the first event. */
  readonly preamble: Uint8Array;
  /** Blocks of the preamble that list threads, as ranges of the recording. */
  readonly threadLists: readonly { readonly start: number; readonly end: number; readonly ids: readonly number[] }[];
  readonly events: readonly EventBlock[];
  /** Nanoseconds from one round to the next: the recording's own length and a bit. */
  readonly span: bigint;
}

const PIECE = 1024 * 1024;
const ID_STRIDE = 1_000_000;
const MAX_ROUNDS = 4000;

/**
 * A large capture out of an uncompressed real one: its events again and again, each round later than the one before. The
 * pieces together are a valid capture; only one of them is in memory at a time.
 */
export function* repeatedCapture(capture: Uint8Array, options: RepeatOptions): Generator<Uint8Array> {
  const recording = readRecording(capture);
  const rounds = Math.ceil(options.events / recording.events.length);
  if (options.newThreads && rounds > MAX_ROUNDS)
    throw new Error(`${rounds} rounds are too many for threads of their own`);
  yield recording.preamble;
  if (options.newThreads) yield* laterThreadLists(capture, recording, rounds);
  let piece = new Uint8Array(PIECE);
  let used = 0;
  for (let event = 0; event < options.events; event++) {
    const block = recording.events[event % recording.events.length];
    const round = Math.floor(event / recording.events.length);
    const length = block.end - block.start;
    if (used + length > piece.length) {
      if (used > 0) yield piece.subarray(0, used);
      piece = new Uint8Array(Math.max(PIECE, length));
      used = 0;
    }
    piece.set(capture.subarray(block.start, block.end), used);
    const view = new DataView(piece.buffer, used, length);
    view.setBigUint64(block.time, view.getBigUint64(block.time, true) + BigInt(round) * recording.span, true);
    if (options.newThreads) raiseIds(view, block.ids, round);
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

function* laterThreadLists(capture: Uint8Array, { threadLists }: Recording, rounds: number): Generator<Uint8Array> {
  for (let round = 1; round < rounds; round++) {
    for (const { start, end, ids } of threadLists) {
      const list = capture.slice(start, end);
      raiseIds(new DataView(list.buffer), ids, round);
      yield list;
    }
  }
}

/** Raises ids that name a thread; 0, 1 and errors stay what they are. */
function raiseIds(view: DataView, offsets: readonly number[], round: number): void {
  for (const at of offsets) {
    const id = view.getBigInt64(at, true);
    if (id > 1n) view.setBigInt64(at, id + BigInt(round * ID_STRIDE), true);
  }
}

function readRecording(capture: Uint8Array): Recording {
  const events: EventBlock[] = [];
  const threadLists: { start: number; end: number; ids: number[] }[] = [];
  const cursor = new EventCursor();
  const damage = new DamageReport();
  let first = -1;
  let earliest = 0n;
  let latest = 0n;
  const sink = {
    block(type: BlockType, bytes: Uint8Array, view: DataView, start: number, end: number, offset: number): void {
      const frame = start - 8;
      if (type.kind !== 'event') {
        if (type.kind === 'fds') threadLists.push({ start: offset, end: offset + end - frame + 4, ids: [8] });
        if (type.kind === 'processes') {
          const ids = type.version >= 9 ? processIds(view, start, end).map((at) => at - frame) : [];
          threadLists.push({ start: offset, end: offset + end - frame + 4, ids });
        }
        return;
      }
      cursor.attach(bytes, view);
      if (cursor.read(type, start, end) !== 'ok') return;
      const time = (BigInt(cursor.timeHigh) << 32n) | BigInt(cursor.timeLow);
      if (first < 0) first = offset;
      if (earliest === 0n || time < earliest) earliest = time;
      if (time > latest) latest = time;
      const timeAt = type.hasFlags ? 14 : 10;
      const ids = EVENT_TYPES[cursor.type].parameters.flatMap((parameter, index) =>
        parameter.type === 'PID' && cursor.parameterLength(index) === 8 ? [cursor.starts[index] - frame] : [],
      );
      const blockEnd = offset + view.getUint32(frame + 4, true);
      events.push({ start: offset, end: blockEnd, time: timeAt, ids: [timeAt + 8, ...ids] });
    },
  };
  const reader = new BlockReader(sink, damage);
  reader.feed(capture);
  reader.finish();
  if (damage.list().length > 0 || events.length === 0) throw new Error('Only an undamaged capture can be repeated');
  return { preamble: capture.slice(0, first), threadLists, events, span: latest - earliest + 1_000_000n };
}

/** Positions of the ids of threads in a process list of version 9, whose entries tell where they end. */
function processIds(view: DataView, start: number, end: number): number[] {
  const positions: number[] = [];
  for (let at = start; end - at >= 4; at += view.getUint32(at, true)) positions.push(at + 4, at + 12, at + 20);
  return positions;
}
