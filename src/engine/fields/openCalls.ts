import { EVENT_TYPES, type EventType, parameterIndex } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { Reading, type TypeReader } from './field';

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

/** Whether an open call asked for a kind of access, as 1 or 0; calls that failed asked, too. */
export function openedHow(kind: number): TypeReader {
  return {
    domain: 'type',
    read(type, value) {
      if (PLACES[type] !== undefined) return Reading.CLOSER;
      value.number = 0;
      return Reading.VALUE;
    },
    readBytes({ raw }, row, value) {
      const event = raw.read(row);
      const places = PLACES[event.type];
      if (!places) return false;
      const flags = places.creates ? CREATING : event.uint32(places.flags, 0);
      const mode = event.uint32(places.mode, 0);
      value.number = isOfKind(kind, flags, mode) ? 1 : 0;
      return true;
    },
    bytesAreRare: true,
  };
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
