import type { ThreadVersion } from '../base/brands';
import type { MachineInfo } from '../capture/machineInfo';
import { EventCode } from '../capture/tables/eventCodes';
import { HOST } from '../state/containerId';
import type { Trace } from '../trace/trace';
import { RecordingTally } from './recordingTally';
import { type CaptureSchema, captureSchema } from './schema';
import { TimeOrder } from './timeOrder';

/** A part that could not be read: damage inside a capture (`Damage`), or of the file that holds it. */
export interface UnreadPart {
  /** For programs, such as `truncated-block`. */
  readonly reason: string;
  /** What tells it from others of the same reason, such as the type of an unknown block; often empty. */
  readonly detail: string;
  /** Position in the uncompressed capture of the first occurrence. */
  readonly offset: number;
  readonly message: string;
  readonly count: number;
  /** Nothing after `offset` could be read. */
  readonly fatal: boolean;
}

/** What nobody knows how to read, by its type, and how often it occurs. */
export interface UnknownType {
  readonly type: string;
  readonly count: number;
}

/** What a recording left out, or cannot tell. */
export interface CaptureLacks {
  /** Drop events: the recorder could not keep up. `ratio` is the largest sampling ratio among them; 0 without any. */
  readonly drops: { readonly events: number; readonly ratio: number };
  /** Buffers of which the capture holds less than the call moved; `snaplen` is where most were cut, null for nowhere. */
  readonly cutBuffers: { readonly count: number; readonly missingBytes: number; readonly snaplen: number | null };
  /** Threads that are in no list and were not seen beginning, and their events up to when their names became known. */
  readonly unseenThreads: { readonly threads: number; readonly events: number };
  /** Events that are older than one before them, and by how many ns at most. */
  readonly lateEvents: { readonly count: number; readonly nanoseconds: number };
  /** Calls that the recorder knows by number alone. */
  readonly genericEvents: number;
  /**
   * Exits without the enter that the schema promises, and enters without exit: still running at the end, never returning, or
   * lost. Null where the capture has no enters.
   */
  readonly unpaired: { readonly exits: number; readonly enters: number } | null;
  readonly unknownBlocks: readonly UnknownType[];
  readonly unknownEvents: readonly UnknownType[];
  /** All that could not be read, in the order of its first occurrence. */
  readonly damage: readonly UnreadPart[];
}

/** What a capture holds and what it lacks. */
export interface CaptureInfo {
  /** Undefined where the capture does not say. */
  readonly machine: MachineInfo | undefined;
  /** All events, and those that are listed without a filter. */
  readonly events: { readonly all: number; readonly shown: number };
  /**
   * Times of the oldest and the youngest event, in ns since the epoch, but for those that only describe containers at the
   * beginning; undefined without events.
   */
  readonly time: { readonly from: bigint; readonly to: bigint } | undefined;
  /** How many captures the file holds one after another. */
  readonly sections: number;
  readonly processes: number;
  readonly threads: number;
  /** Containers that threads were in. */
  readonly containers: number;
  readonly schema: CaptureSchema;
  /** Events by which the recorder says that it is alive. */
  readonly recorderEvents: number;
  readonly lacks: CaptureLacks;
}

/**
 * Counts what a trace holds and lacks; `damage` is what its reading met. Takes one scan over the columns for each of
 * `tally` and `order` that has not been through all of them before.
 */
export function captureInfo(
  trace: Trace,
  damage: readonly UnreadPart[],
  tally: RecordingTally = new RecordingTally(trace),
  order: TimeOrder = new TimeOrder(trace),
): CaptureInfo {
  const { events, origin } = trace;
  tally.advance(events.length);
  order.advance();
  const schema = captureSchema(trace, tally.types);
  const { first, last } = order;
  return {
    machine: trace.machine,
    events: { all: events.length, shown: tally.shown },
    time:
      first === undefined || last === undefined
        ? undefined
        : { from: trace.timeBase + BigInt(first), to: trace.timeBase + BigInt(last) },
    sections: origin.sections.length,
    ...whoIsThere(trace),
    schema,
    recorderEvents: tally.types[EventCode.SCAPEVENT_E],
    lacks: {
      drops: { events: origin.dropEvents, ratio: origin.dropRatio },
      cutBuffers: {
        count: origin.cutBuffers.count,
        missingBytes: origin.cutBuffers.missingBytes,
        snaplen: origin.cutBuffers.apparentSnaplen ?? null,
      },
      unseenThreads: { threads: tally.unseen.size, events: tally.unseenEvents },
      lateEvents: { count: order.lateEvents, nanoseconds: order.latest },
      genericEvents: tally.types[EventCode.GENERIC_E] + tally.types[EventCode.GENERIC_X],
      unpaired: schema.calls === 'enters and exits' ? { exits: tally.lonelyExits, enters: tally.lonelyEnters } : null,
      unknownBlocks: unknownTypes(damage, 'unknown-block'),
      unknownEvents: unknownTypes(damage, 'unknown-event'),
      damage,
    },
  };
}

function whoIsThere({ threads, texts }: Trace): { processes: number; threads: number; containers: number } {
  const tids = new Set<number>();
  const pids = new Set<number>();
  const containers = new Set<number>();
  const host = texts.internText(HOST);
  for (let version = 1 as ThreadVersion; version < threads.length; version++) {
    tids.add(threads.get(version, 'tid'));
    const pid = threads.get(version, 'pid');
    if (pid >= 0) pids.add(pid);
    const container = threads.get(version, 'container');
    if (container !== 0 && container !== host) containers.add(container);
  }
  return { processes: pids.size, threads: tids.size, containers: containers.size };
}

function unknownTypes(damage: readonly UnreadPart[], reason: string): UnknownType[] {
  return damage.filter((one) => one.reason === reason).map(({ detail, count }) => ({ type: detail, count }));
}
