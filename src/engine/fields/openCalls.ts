import type { EventRow } from '../base/brands';
import { EVENT_TYPES, type EventType, parameterIndex } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { type FieldContext, Reading, type TypeReader } from './fieldReader';
import { KeptTexts, type KeptValues } from './keptTexts';
import { perTrace } from './readers/memo';
import { FieldValue } from './value';

/** What an open call asked for. */
export const OpenKind = { READ: 0, WRITE: 1, EXECUTABLE: 2, CREATED: 3 } as const;

/** Bits of the set `file_flags`. */
const READING = 1;
const WRITING = 2;
const CREATING = 4;
const TEMPORARY = 8192;
const WAS_CREATED = 16384;
/** Bits of a file's mode that let somebody execute it. */
const ANYBODY_EXECUTES = 0o111;

const OPENING: readonly string[] = ['open', 'openat', 'openat2', 'open_by_handle_at', 'creat'];

interface Places {
  readonly flags: number;
  readonly mode: number;
  /** creat always makes a file; sysdig does not count it among those that ask for reading or writing. */
  readonly creates: boolean;
}

/** Where open calls have their flags and mode: exits, and the enter event of the first openat. Undefined for other types. */
const PLACES: readonly (Places | undefined)[] = EVENT_TYPES.map(placesOf);

/** By event type: 1 for those that tell. */
const TELLING = Uint8Array.from(PLACES, (places) => (places ? 1 : 0));

/** Every set of kinds as a text of one byte: as such they are kept. */
const SETS: readonly Uint8Array[] = Array.from({ length: 16 }, (_, kinds) => Uint8Array.of(kinds));

/** The kinds of access that open calls asked for, a bit each. */
export const keptKinds = perTrace(() => new KeptTexts({ types: TELLING, has: () => true }, [readKinds]));

/** Whether an open call asked for a kind of access, as 1 or 0; calls that failed asked, too. */
export function openedHow(kind: number): TypeReader {
  const keptBytes = perTrace((trace) => keptOfKind(keptKinds(trace), kind));
  return {
    domain: 'type',
    read(type, value) {
      if (PLACES[type] !== undefined) return Reading.CLOSER;
      value.number = 0;
      return Reading.VALUE;
    },
    readBytes(context, row, value) {
      const kinds = kindsOf(context, row);
      value.number = (kinds >> kind) & 1;
      return kinds >= 0;
    },
    keptBytes,
    bytesAreRare: true,
  };
}

/** What is kept, as 1 or 0 for one of the kinds. */
function keptOfKind(kept: KeptTexts, kind: number): KeptValues {
  const values = kept.ofReader(0);
  const set = new FieldValue();
  /** By entry of the dictionary: the set that it is. */
  const sets: number[] = [];
  return {
    ...values,
    put(place, value) {
      values.put(place, set);
      const entry = set.entryOf(kept.texts);
      sets[entry] ??= set.bytes[set.start];
      value.number = (sets[entry] >> kind) & 1;
      return true;
    },
  };
}

function readKinds(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  value.setText(SETS[kindsOf(context, row)]);
  return true;
}

/** The kinds of access that an open call asked for, a bit each; -1 for all other events. */
function kindsOf({ raw }: FieldContext, row: EventRow): number {
  const event = raw.read(row);
  const places = PLACES[event.type];
  if (!places) return -1;
  const flags = places.creates ? CREATING : event.uint32(places.flags, 0);
  const mode = event.uint32(places.mode, 0);
  let kinds = 0;
  for (const kind of Object.values(OpenKind)) if (isOfKind(kind, flags, mode)) kinds |= 1 << kind;
  return kinds;
}

function isOfKind(kind: number, flags: number, mode: number): boolean {
  switch (kind) {
    case OpenKind.READ:
      return (flags & READING) !== 0;
    case OpenKind.WRITE:
      return (flags & WRITING) !== 0;
    case OpenKind.EXECUTABLE:
      return (flags & (CREATING | TEMPORARY)) !== 0 && (mode & ANYBODY_EXECUTES) !== 0;
    default:
      return (flags & WAS_CREATED) !== 0;
  }
}

function placesOf(type: EventType): Places | undefined {
  if (!OPENING.includes(type.name)) return undefined;
  const flags = parameterIndex(type, 'flags');
  const creates = type.name === 'creat';
  const tells = type.direction === '<' ? flags >= 0 || creates : type.id === EventCode.SYSCALL_OPENAT_E;
  return tells ? { flags, mode: parameterIndex(type, 'mode'), creates } : undefined;
}
