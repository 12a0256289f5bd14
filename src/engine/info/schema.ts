import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import type { Trace } from '../trace/trace';
import { EVENT_TYPE_AGES, EXITS_ONLY_SINCE, FIRST_TYPE_AFTER_EXITS_ONLY, PROCESS_LIST_AGES } from './tables/schemaAges';

/** How the capture records a call: by an event at its beginning and one at its end, or by the latter alone. */
export type CallStyle = 'enters and exits' | 'exits only' | 'no calls';

/** How the capture was written. */
export interface CaptureSchema {
  readonly calls: CallStyle;
  /** Versions of the event blocks: 1 (before August 2018), 2, or both. */
  readonly eventBlocks: readonly number[];
  /** Versions of the lists, such as `processes 9`, each once. */
  readonly lists: readonly string[];
  /** The largest id of an event type that occurs; -1 without events. */
  readonly highestEventType: number;
  /** The oldest program that can have written it, in words. */
  readonly age: string;
}

/** By event type: 1 for the enters of calls, 2 for exits, 0 for events that are no calls. */
const CALL_SIDE: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, name, direction, flags }) => {
  if ((flags & EventFlag.UNUSED) !== 0) return 0;
  if (direction === '<') return 2;
  return EVENT_TYPES[id + 1]?.name === name ? 1 : 0;
});

/** Enters that captures of exits alone hold too, because their arguments may change during the call. */
const KEPT_ENTERS = /^(open|openat|openat2|creat|connect|execve|execveat)$/;

/** How a trace's capture was written; `counts` are those of its events, by type. */
export function captureSchema(trace: Trace, counts: Uint32Array): CaptureSchema {
  const { generations, lists } = trace.origin;
  const highestEventType = counts.findLastIndex((count) => count > 0);
  const calls = callStyle(counts);
  const versions = [...lists.keys()].map(({ kind, version }) => (kind === 'machine' ? kind : `${kind} ${version}`));
  const processLists = [...lists.keys()].filter(({ kind }) => kind === 'processes').map(({ version }) => version);
  return {
    calls,
    eventBlocks: [1, 2].filter((version) => (generations & version) !== 0),
    lists: [...new Set(versions)],
    highestEventType,
    age: ageOf(calls, highestEventType, Math.max(0, ...processLists)),
  };
}

function callStyle(counts: Uint32Array): CallStyle {
  const sum = (wanted: (id: number) => boolean): number =>
    counts.reduce((total, count, id) => (wanted(id) ? total + count : total), 0);
  const exits = sum((id) => CALL_SIDE[id] === 2);
  const telling = sum((id) => CALL_SIDE[id] === 1 && !KEPT_ENTERS.test(EVENT_TYPES[id].name));
  if (telling > 0) return 'enters and exits';
  const kept = sum((id) => CALL_SIDE[id] === 1);
  if (exits + kept === 0) return 'no calls';
  return exits > 2 * kept ? 'exits only' : 'enters and exits';
}

function ageOf(calls: CallStyle, highestEventType: number, processList: number): string {
  const program = EVENT_TYPE_AGES.findLast(([id]) => id <= highestEventType)?.[1];
  if (program === undefined) return 'unknown: there are no events';
  if (calls === 'exits only' && highestEventType < FIRST_TYPE_AFTER_EXITS_ONLY) {
    return `${EXITS_ONLY_SINCE} or later (by its exits without enters)`;
  }
  const since = PROCESS_LIST_AGES[processList - 1];
  const list = since === undefined ? '' : `, in ${since} or later (by its process list)`;
  return `${program} or later (by its event types)${list}`;
}

/** Whether events of a type are the enters of calls: 1, their exits: 2, or neither: 0. */
export function callSide(type: number): number {
  return CALL_SIDE[type];
}
