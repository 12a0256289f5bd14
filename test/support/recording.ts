import { BlockReader, type BlockSink } from '../../src/engine/capture/blockReader';
import type { BlockType } from '../../src/engine/capture/blockTypes';
import { CaptureReader, type CaptureVisitor } from '../../src/engine/capture/captureReader';
import { DamageReport } from '../../src/engine/capture/damage';
import type { EventCursor } from '../../src/engine/capture/eventCursor';
import { EventRun } from '../../src/engine/capture/eventRun';
import { EVENT_TYPES, parameterIndex } from '../../src/engine/capture/eventTable';
import type { ProcessEntry } from '../../src/engine/capture/processList';
import { Family } from '../../src/engine/state/socketTuple';

/** Ports from here on are given to clients by Linux (net.ipv4.ip_local_port_range). */
export const SMALLEST_CLIENT_PORT = 32768;

/** Where an event block lies in a recording, and where in the block stand the things that a copy of it may change. */
export interface RecordedEvent {
  readonly start: number;
  readonly end: number;
  readonly time: number;
  /** 64-bit ids of threads. */
  readonly threadIds: readonly number[];
  /** 64-bit numbers of fds, in the events of processes that begin in the recording. */
  readonly fdNumbers: readonly number[];
  /** 16-bit ports of clients. */
  readonly clientPorts: readonly number[];
  /** A thread of the process list ends here. */
  readonly endsListedThread: boolean;
}

/** An uncompressed capture, taken apart. */
export interface Recording {
  /** Everything up to the first event. */
  readonly preamble: Uint8Array;
  readonly events: readonly RecordedEvent[];
  /** Ids of the threads that begin in the recording. */
  readonly newThreads: ReadonlySet<number>;
  /** Nanoseconds from one round to the next: the recording's own length and a bit. */
  readonly span: bigint;
}

const FRAME_HEADER = 8;
const BIRTHS = new Set(['clone', 'clone3', 'fork', 'vfork']);

/** Takes an undamaged capture apart; throws where it is damaged or has no events. */
export function readRecording(capture: Uint8Array): Recording {
  const births = new Births();
  const reader = new CaptureReader(births);
  readAll(reader, capture);
  if (reader.damage.list().length > 0) throw new Error('Only an undamaged capture can be repeated');
  const places = new Places(births);
  readAll(new BlockReader(places, new DamageReport()), capture);
  const [first] = places.events;
  if (first === undefined) throw new Error('A capture without events cannot be repeated');
  const span = places.latest - places.earliest + 1_000_000n;
  return { preamble: capture.slice(0, first.start), events: places.events, newThreads: births.threads, span };
}

function readAll(reader: { feed(piece: Uint8Array): void; finish(): void }, capture: Uint8Array): void {
  reader.feed(capture);
  reader.finish();
}

/** Which threads are there when the recording begins, and which begin in it. */
class Births implements CaptureVisitor {
  readonly listed = new Set<number>();
  readonly threads = new Set<number>();
  /** Threads of processes that begin in the recording: their fds are their own. */
  readonly inNewProcess = new Set<number>();

  process({ tid }: ProcessEntry): void {
    this.listed.add(tid);
  }

  run(run: EventRun): void {
    while (run.next()) this.event(run.cursor);
  }

  private event(cursor: EventCursor): void {
    const type = EVENT_TYPES[cursor.type];
    if (!BIRTHS.has(type.name) || type.direction !== '<' || cursor.parameterLength(0) !== 8) return;
    // A birth is seen from both sides: the parent's call gives the child's id, the child's own 0.
    const result = cursor.int64(0, 0);
    if (result < 0) return;
    this.threads.add(result === 0 ? cursor.tid : result);
    const pid = parameterIndex(type, 'pid');
    if (result !== 0 || cursor.parameterLength(pid) !== 8) return;
    const process = cursor.int64(pid, 0);
    if (process === cursor.tid || this.inNewProcess.has(process)) this.inNewProcess.add(cursor.tid);
  }

  section(): void {}
  list(): void {}
  machine(): void {}
  fd(): void {}
  networkInterface(): void {}
  user(): void {}
  group(): void {}
}

/** Where in each event the things stand that a copy may change. */
class Places implements BlockSink {
  readonly events: RecordedEvent[] = [];
  earliest = 0n;
  latest = 0n;
  private readonly taken = new EventRun(() => {});

  constructor(private readonly births: Births) {}

  block(): void {}

  run(type: BlockType, bytes: Uint8Array, view: DataView, from: number, end: number, offset: number): number {
    const run = this.taken;
    run.begin(type, bytes, view, from, end, offset);
    for (let frame = from; run.next(); frame = run.at) this.event(frame, type.hasFlags);
    return run.at;
  }

  private event(frame: number, hasFlags: boolean): void {
    const { cursor } = this.taken;
    const { offset } = cursor;
    const time = (BigInt(cursor.timeHigh) << 32n) | BigInt(cursor.timeLow);
    if (this.events.length === 0 || time < this.earliest) this.earliest = time;
    if (time > this.latest) this.latest = time;
    // The CPU, and in most blocks a word of flags, come before the time; the thread comes after it.
    const timeAt = FRAME_HEADER + (hasFlags ? 6 : 2);
    const ofType = (names: RegExp, width: number): number[] =>
      EVENT_TYPES[cursor.type].parameters.flatMap((parameter, index) =>
        names.test(parameter.type) && cursor.parameterLength(index) === width ? [cursor.starts[index] - frame] : [],
      );
    const { listed, inNewProcess } = this.births;
    this.events.push({
      start: offset,
      end: offset + cursor.view.getUint32(frame + 4, true),
      time: timeAt,
      threadIds: [timeAt + 8, ...ofType(/^PID$/, 8)],
      fdNumbers: inNewProcess.has(cursor.tid) ? [...ofType(/^FD$/, 8), ...this.listedFds(frame)] : [],
      clientPorts: this.clientPorts(frame),
      endsListedThread: EVENT_TYPES[cursor.type].name === 'procexit' && listed.has(cursor.tid),
    });
  }

  /** The fds of lists: 16 bits with their count, then for each its number and 16 bits of flags. */
  private listedFds(frame: number): number[] {
    const { cursor } = this.taken;
    return EVENT_TYPES[cursor.type].parameters.flatMap((parameter, index) => {
      if (parameter.type !== 'FDLIST') return [];
      const count = Math.floor(Math.max(0, cursor.parameterLength(index) - 2) / 10);
      return Array.from({ length: count }, (_, item) => cursor.starts[index] - frame + 2 + 10 * item);
    });
  }

  private clientPorts(frame: number): number[] {
    const { cursor } = this.taken;
    return EVENT_TYPES[cursor.type].parameters.flatMap((parameter, index) => {
      const start = cursor.starts[index];
      const length = cursor.parameterLength(index);
      if (!parameter.type.startsWith('SOCK') || length === 0 || cursor.bytes[start] !== Family.INET) return [];
      // One family, then an address of four bytes and a port, once or twice.
      return [5, 11]
        .filter((at) => at + 2 <= length && cursor.view.getUint16(start + at, true) >= SMALLEST_CLIENT_PORT)
        .map((at) => start - frame + at);
    });
  }
}
