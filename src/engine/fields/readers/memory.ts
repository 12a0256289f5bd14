import type { EventRow, ThreadVersion } from '../../base/brands';
import { EVENT_TYPES, type EventType, parameterIndex } from '../../capture/eventTable';
import type { ListedResources } from '../../capture/processList';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../fieldReader';
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

/** All of them. */
export const MEMORY_FACTS: readonly MemoryFact[] = ['vm_size', 'vm_rss', 'vm_swap', 'pgft_maj', 'pgft_min'];

/** 1 for types that carry memory numbers, and for those that carry page faults. */
const WITH_MEMORY = Uint8Array.from(EVENT_TYPES, (type) => (carries(type, 'vm_size') ? 1 : 0));
const WITH_FAULTS = Uint8Array.from(EVENT_TYPES, (type) => (carries(type, 'pgft_maj') ? 1 : 0));

/** 1 for exits that make threads, and tell of them. */
export const MAKING = Uint8Array.from(EVENT_TYPES, (type) => (tells(type, 'vm_size') && isMaking(type) ? 1 : 0));

/** 1 for types that carry either. */
export const TELLING = WITH_MEMORY.map((carriesMemory, type) => carriesMemory | WITH_FAULTS[type]);

/** Where each type has a number: -1 where it does not have it. */
const PLACES = {
  vm_size: placesOf('vm_size'),
  vm_rss: placesOf('vm_rss'),
  vm_swap: placesOf('vm_swap'),
  pgft_maj: placesOf('pgft_maj'),
  pgft_min: placesOf('pgft_min'),
};

/** Memory belongs to the process, faults to the thread. */
const memoryRows = perTrace((trace) => new RowIndex(trace, WITH_MEMORY, processKey));
const faultRows = perTrace((trace) => new RowIndex(trace, WITH_FAULTS, threadKey));

/** Whether a number is one of the process, and not of the thread. */
export function isOfProcess(fact: MemoryFact): boolean {
  return fact.startsWith('vm');
}

/** The last number that the capture gave for a thread until a row, in events or its process list; undefined where it gave none. */
export function memoryFact(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: MemoryFact,
): number | undefined {
  const { trace } = context;
  const key = keyOf(trace, version, fact);
  const made = trace.threads.get(version, 'cloneRow');
  const told = rowsOf(trace, fact).lastUntil(key, row);
  if (told !== undefined && told >= made) return numberOf(context, told, fact);
  return made < 0 ? listedFact(trace, version, key, row, fact) : factsOfMaking(context, made as EventRow)[fact];
}

/** Finds the rows before `end` that tell of memory and page faults. */
export function findTelling(trace: Trace, end: number): void {
  memoryRows(trace).advanceTo(end);
  faultRows(trace).advanceTo(end);
}

/** What one event tells of each fact; undefined where it does not. */
type ToldFacts = Readonly<Record<MemoryFact, number | undefined>>;

/** What the events told that made threads, by row: filters ask about each of them again and again, and their bytes lie far apart. */
const ofMaking = perTrace(() => new Map<EventRow, ToldFacts>());

/** What the event tells that made a thread; it is remembered. */
export function factsOfMaking(context: FieldContext, made: EventRow): ToldFacts {
  const known = ofMaking(context.trace);
  let facts = known.get(made);
  if (facts === undefined) {
    facts = {
      vm_size: numberOf(context, made, 'vm_size'),
      vm_rss: numberOf(context, made, 'vm_rss'),
      vm_swap: numberOf(context, made, 'vm_swap'),
      pgft_maj: numberOf(context, made, 'pgft_maj'),
      pgft_min: numberOf(context, made, 'pgft_min'),
    };
    known.set(made, facts);
  }
  return facts;
}

/** The first row that tells of a thread version, which is not before the thread was made; undefined where none does. */
export function firstTold(trace: Trace, version: ThreadVersion, fact: MemoryFact): EventRow | undefined {
  return rowsOf(trace, fact).firstFrom(keyOf(trace, version, fact), trace.threads.get(version, 'cloneRow'));
}

/** What an event tells; undefined where what it says is cut off, null where it tells nothing. */
export function readFact(context: FieldContext, row: EventRow, fact: MemoryFact): number | undefined | null {
  const types = isOfProcess(fact) ? WITH_MEMORY : WITH_FAULTS;
  return types[context.trace.events.type(row)] === 0 ? null : numberOf(context, row, fact);
}

function numberOf({ raw }: FieldContext, row: EventRow, fact: MemoryFact): number | undefined {
  const event = raw.read(row);
  const index = PLACES[fact][event.type];
  const length = event.parameterLength(index);
  if (length === 4 || EVENT_TYPES[event.type].parameters[index]?.type === 'UINT32') {
    return length < 4 ? undefined : event.uint32(index, 0);
  }
  return length < 8 ? undefined : event.int64(index, 0);
}

function keyOf({ threads }: Trace, version: ThreadVersion, fact: MemoryFact): number {
  return threads.get(version, isOfProcess(fact) ? 'pid' : 'tid');
}

function rowsOf(trace: Trace, fact: MemoryFact): RowIndex {
  return (isOfProcess(fact) ? memoryRows : faultRows)(trace);
}

function placesOf(fact: MemoryFact): Int8Array {
  return Int8Array.from(EVENT_TYPES, (type) => parameterIndex(type, fact));
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
  return tells(type, name) && !isMaking(type);
}

function tells(type: EventType, name: string): boolean {
  return parameterIndex(type, name) >= 0;
}

function isMaking({ name }: EventType): boolean {
  return /^(?:clone3?|v?fork)$/.test(name);
}
