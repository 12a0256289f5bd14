import type { EventRow, ThreadVersion } from '../../base/brands';
import { EVENT_TYPES, type EventType, parameterIndex } from '../../capture/eventTable';
import type { ListedResources } from '../../capture/processList';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../field';
import { perTrace } from './memo';
import { processKey, RowIndex, threadKey } from './rowIndex';

/** What events say of memory and page faults, by the name of their parameter. Memory is in KiB. */
export type MemoryFact = 'vm_size' | 'vm_rss' | 'vm_swap' | 'pgft_maj' | 'pgft_min';

/** The same by what process lists call it. */
const LISTED_AS: Readonly<Record<MemoryFact, keyof ListedResources>> = {
  vm_size: 'vmSize',
  vm_rss: 'vmRss',
  vm_swap: 'vmSwap',
  pgft_maj: 'majorFaults',
  pgft_min: 'minorFaults',
};

/** 1 for types that carry memory numbers, and for those that carry page faults. */
const WITH_MEMORY = Uint8Array.from(EVENT_TYPES, (type) => (carries(type, 'vm_size') ? 1 : 0));
const WITH_FAULTS = Uint8Array.from(EVENT_TYPES, (type) => (carries(type, 'pgft_maj') ? 1 : 0));

/** Memory belongs to the process, faults to the thread. */
const memoryRows = perTrace((trace) => new RowIndex(trace, WITH_MEMORY, processKey));
const faultRows = perTrace((trace) => new RowIndex(trace, WITH_FAULTS, threadKey));

/** The last number that the capture gave for a thread until a row, in events or its process list; undefined where it gave none. */
export function memoryFact(
  { trace, raw }: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: MemoryFact,
): number | undefined {
  const ofProcess = fact.startsWith('vm');
  const key = trace.threads.get(version, ofProcess ? 'pid' : 'tid');
  const made = trace.threads.get(version, 'cloneRow');
  const told = (ofProcess ? memoryRows : faultRows)(trace).lastUntil(key, row);
  const found = told === undefined || told < made ? made : told;
  if (found < 0) return listedFact(trace, version, key, row, fact);
  const event = raw.read(found as EventRow);
  const { parameters } = EVENT_TYPES[event.type];
  const index = parameters.findIndex(({ name }) => name === fact);
  if (parameters[index]?.type === 'UINT32' || event.parameterLength(index) === 4) {
    return event.parameterLength(index) < 4 ? undefined : event.uint32(index, 0);
  }
  return event.parameterLength(index) < 8 ? undefined : event.int64(index, 0);
}

/** What the process list says, of a thread or process that is in it. */
function listedFact(
  trace: Trace,
  version: ThreadVersion,
  key: number,
  row: EventRow,
  fact: MemoryFact,
): number | undefined {
  const listed = trace.threads.get(version, 'cloneRow') < 0 ? trace.listed.at(key, row)?.resources : undefined;
  return listed?.[LISTED_AS[fact]];
}

/** Exits of clone tell of the child, and are found by it. */
function carries(type: EventType, name: string): boolean {
  return parameterIndex(type, name) >= 0 && !/^(?:clone3?|v?fork)$/.test(type.name);
}
