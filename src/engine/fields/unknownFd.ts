import type { EventRow } from '../base/brands';
import { encodeText } from '../base/text';
import { EVENT_TYPES, type EventType, parameterIndex } from '../capture/eventTable';
import { tupleText } from '../format/tupleText';
import { attemptedPath } from './attemptedPaths';
import { type FieldContext, Reading, type TypeReader } from './field';
import type { FieldValue } from './value';

/**
 * What can be said of an fd of which only the number is known, or that a call failed to make: the event itself tells
 * something. Which events tell what was learnt from sysdig's output; see the README.
 */

const EMPTY = new Uint8Array(0);
/** How an absent address prints. */
const NO_TUPLE = encodeText('NULL');
const OTHER = 'o';

/** The type character that a call's own fd would have. */
const CHARACTERS: Readonly<Record<string, string>> = {
  open: 'f',
  openat: 'f',
  openat2: 'f',
  creat: 'f',
  socket: '4',
  accept: '4',
  accept4: '4',
  pipe: 'p',
  pipe2: 'p',
  eventfd: 'e',
  eventfd2: 'e',
  signalfd: 's',
  signalfd4: 's',
  timerfd_create: 't',
  inotify_init: 'i',
  inotify_init1: 'i',
};

const CHARACTER_TEXTS: readonly Uint8Array[] = EVENT_TYPES.map((type) => encodeText(CHARACTERS[type.name] ?? OTHER));

/** `fd.typechar` of an unknown fd. */
export const typeCharacterByEvent: TypeReader = {
  domain: 'type',
  read(type, value) {
    value.setText(CHARACTER_TEXTS[type]);
    return Reading.VALUE;
  },
};

const OPENING: readonly string[] = ['open', 'openat', 'openat2', 'creat'];
const CONNECTING: readonly string[] = ['connect', 'accept', 'accept4'];

type NameSource = 'none' | 'empty' | 'path' | 'tuple';

/** By event type: where the name of an unknown fd comes from, and the parameter that holds it. */
const NAME_SOURCES: readonly NameSource[] = EVENT_TYPES.map(nameSource);
const TUPLE_PARAMETERS: readonly number[] = EVENT_TYPES.map((type) => parameterIndex(type, 'tuple'));

/** `fd.name` of an unknown fd: exits tell what was to be opened or connected, or that there is no name; enters nothing. */
export const nameByEvent: TypeReader = {
  domain: 'type',
  read(type, value) {
    const source = NAME_SOURCES[type];
    if (source === 'none') return Reading.MISSING;
    if (source !== 'empty') return Reading.CLOSER;
    value.setText(EMPTY);
    return Reading.VALUE;
  },
  readBytes(context, row, value) {
    return NAME_SOURCES[context.trace.events.type(row)] === 'path'
      ? attemptedPath(context, row, value)
      : attemptedTuple(context, row, value);
  },
};

function nameSource(type: EventType): NameSource {
  if (type.direction === '>') return 'none';
  if (OPENING.includes(type.name)) return parameterIndex(type, 'name') < 0 ? 'none' : 'path';
  return CONNECTING.includes(type.name) ? 'tuple' : 'empty';
}

function attemptedTuple(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const event = context.raw.read(row);
  const index = TUPLE_PARAMETERS[event.type];
  if (event.parameterLength(index) === 0) value.setText(NO_TUPLE);
  else value.setText(encodeText(tupleText(event.bytes, event.starts[index], event.ends[index])));
  return true;
}
