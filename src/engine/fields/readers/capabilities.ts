import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { EVENT_TYPES, type EventType, parameterIndex } from '../../capture/eventTable';
import type { ListedExecution } from '../../capture/processList';
import type { FieldContext } from '../fieldReader';
import { CAPABILITIES } from '../tables/capabilities';
import { isFailed } from './execution';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';
import { toldOnce } from './toldOnce';

/** A set of capabilities, by the name of its parameter. */
export type CapabilitySet = 'cap_inheritable' | 'cap_permitted' | 'cap_effective';

/** The same by what process lists call it. */
const LISTED_AS = {
  cap_inheritable: 'capInheritable',
  cap_permitted: 'capPermitted',
  cap_effective: 'capEffective',
} as const satisfies Record<CapabilitySet, keyof ListedExecution>;

const ALL = (1n << BigInt(CAPABILITIES.length)) - 1n;
/** Bit of the set `clone_flags`: a namespace of users, in which its maker may do everything. */
const NEW_USERS = 512;

/** Where exits that enter a namespace say of which kind; -1 for other types. */
const NAMESPACE_PARAMETER = Int8Array.from(EVENT_TYPES, (type) =>
  /^(?:unshare|setns)$/.test(type.name) && type.direction === '<'
    ? parameterIndex(type, type.name === 'setns' ? 'nstype' : 'flags')
    : -1,
);

/** 1 for exits after which a thread may have other capabilities. */
const CHANGING = Uint8Array.from(EVENT_TYPES, (type) =>
  type.direction === '<' && (tellsCapabilities(type) || NAMESPACE_PARAMETER[type.id] >= 0) ? 1 : 0,
);

const changes = perTrace((trace) => new RowIndex(trace, CHANGING, threadKey));

/** A thread that never changed its capabilities has those of the one that made it, and so on. */
const MOST_GENERATIONS = 128;

/**
 * What a thread may do at a row: what its last execve or capset said, or that of the ancestor that it was cloned from, or else the
 * process list. Undefined where the capture does not tell. Source: facts/fd-and-state.md §5.
 */
export function capabilitiesOf(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  set: CapabilitySet,
): bigint | undefined {
  const { threads, listed } = context.trace;
  let thread = version;
  let until: number = row;
  for (let generation = 0; generation < MOST_GENERATIONS && thread !== NO_THREAD; generation++) {
    const tid = threads.get(thread, 'tid');
    const made = threads.get(thread, 'cloneRow');
    const told = lastTold(context, tid, until, made, set);
    if (told !== undefined) return told;
    if (made < 0) return listed.at(tid, until)?.execution?.[LISTED_AS[set]];
    until = made;
    const isMain = threads.get(thread, 'pid') === tid;
    thread = threads.at(threads.get(thread, isMain ? 'ptid' : 'pid'), until as EventRow);
  }
  return undefined;
}

/** What the last event of a thread in the rows `(after, until]` says that tells of its capabilities. */
function lastTold(
  context: FieldContext,
  tid: number,
  until: number,
  after: number,
  set: CapabilitySet,
): bigint | undefined {
  const row = lastTelling(context, tid, until, set);
  return row !== undefined && row > after ? toldOfCapabilities.of(context, row)?.[set] : undefined;
}

/** For each event that tells nothing of a set, the last one of its thread before it that does: there can be thousands between. */
const telling = perTrace(() => ({
  cap_inheritable: new Map<EventRow, EventRow | undefined>(),
  cap_permitted: new Map<EventRow, EventRow | undefined>(),
  cap_effective: new Map<EventRow, EventRow | undefined>(),
}));

/** The last event of a thread until a row that tells of a set. */
function lastTelling(context: FieldContext, tid: number, until: number, set: CapabilitySet): EventRow | undefined {
  const known = telling(context.trace)[set];
  const silent: EventRow[] = [];
  let row = changes(context.trace).lastUntil(tid, until);
  while (row !== undefined && toldOfCapabilities.of(context, row)?.[set] === undefined) {
    silent.push(row);
    row = known.has(row) ? known.get(row) : changes(context.trace).lastUntil(tid, row - 1);
  }
  for (const each of silent) known.set(each, row);
  return row;
}

/** What an event says of capabilities. */
type ToldSets = Readonly<Record<CapabilitySet, bigint | undefined>>;

/** What events say of capabilities: few say something else than others. */
export const toldOfCapabilities = toldOnce(CHANGING, readSets, (sets) => (sets ? Object.values(sets).join() : ''));

function readSets({ trace, raw }: FieldContext, row: EventRow): ToldSets | undefined {
  if (isFailed(trace, row)) return undefined;
  const event = raw.read(row);
  const namespace = NAMESPACE_PARAMETER[event.type];
  if (namespace >= 0) {
    const made = (event.uint32(namespace, 0) & NEW_USERS) !== 0 ? ALL : undefined;
    return { cap_inheritable: made, cap_permitted: made, cap_effective: made };
  }
  const read = (set: CapabilitySet): bigint | undefined => {
    const index = parameterIndex(EVENT_TYPES[event.type], set);
    return event.parameterLength(index) === 8 ? event.view.getBigUint64(event.starts[index], true) : undefined;
  };
  return {
    cap_inheritable: read('cap_inheritable'),
    cap_permitted: read('cap_permitted'),
    cap_effective: read('cap_effective'),
  };
}

function tellsCapabilities(type: EventType): boolean {
  return parameterIndex(type, 'cap_effective') >= 0;
}
