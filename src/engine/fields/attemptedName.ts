import { type EventRow, NO_FD } from '../base/brands';
import { encodeText } from '../base/text';
import { EVENT_TYPES, type EventType, parameterIndex } from '../capture/eventTable';
import { tupleText } from '../format/tupleText';
import { OPENING_EXITS, readAttemptedPath } from './attemptedPath';
import type { FieldContext } from './fieldReader';
import { KeptTexts } from './keptTexts';
import { directoryPart } from './pathParts';
import { perTrace } from './readers/memo';
import type { FieldValue } from './value';

/** How an absent address prints. */
const NO_TUPLE = encodeText('NULL');

const OPENING: readonly string[] = ['open', 'openat', 'openat2', 'creat'];
const CONNECTING: readonly string[] = ['connect', 'accept', 'accept4'];

type NameSource = 'none' | 'empty' | 'path' | 'tuple';

/** By event type: where the name of an unknown fd comes from, and the parameter that holds it. */
export const NAME_SOURCES: readonly NameSource[] = EVENT_TYPES.map(nameSource);
const TUPLE_PARAMETERS: readonly number[] = EVENT_TYPES.map((type) => parameterIndex(type, 'tuple'));

/** 1 for types of which the bytes may tell a name. */
const TELLING = Uint8Array.from(NAME_SOURCES, (source, type) =>
  source === 'path' || source === 'tuple' || OPENING_EXITS[type] === 1 ? 1 : 0,
);

/** What of it is read. */
const NAME = 0;
const DIRECTORY = 1;

/** The names that calls failed to give to an fd, and the directories of paths, which stand in the bytes of their events alone. */
export const attemptedNames = perTrace(
  () =>
    new KeptTexts(
      {
        types: TELLING,
        has({ events, fds }, row) {
          const version = events.fd(row);
          return version !== NO_FD && !fds.isKnown(version);
        },
      },
      [readAttemptedName, readAttemptedDirectory],
    ),
);

/** The absolute path that an open call was to open, or the address that was to be connected; false where the event does not tell. */
export function attemptedName(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  return attemptedNames(context.trace).put(context, row, NAME, value);
}

/** The directory of the path that an open call was to open. */
export function attemptedDirectory(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  return attemptedNames(context.trace).put(context, row, DIRECTORY, value);
}

/** The same, as far as they are kept. */
export const keptNames = perTrace((trace) => attemptedNames(trace).ofReader(NAME));
export const keptDirectories = perTrace((trace) => attemptedNames(trace).ofReader(DIRECTORY));

function readAttemptedName(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  if (NAME_SOURCES[context.trace.events.type(row)] !== 'tuple') return readAttemptedPath(context, row, value);
  const event = context.raw.read(row);
  const index = TUPLE_PARAMETERS[event.type];
  if (event.parameterLength(index) === 0) value.setText(NO_TUPLE);
  else value.setText(encodeText(tupleText(event.bytes, event.starts[index], event.ends[index])));
  return true;
}

function readAttemptedDirectory(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  if (OPENING_EXITS[context.trace.events.type(row)] === 0 || !readAttemptedPath(context, row, value)) return false;
  value.setString(directoryPart(value.text));
  return true;
}

function nameSource(type: EventType): NameSource {
  if (type.direction === '>') return 'none';
  if (OPENING.includes(type.name)) return parameterIndex(type, 'name') < 0 ? 'none' : 'path';
  return CONNECTING.includes(type.name) ? 'tuple' : 'empty';
}
