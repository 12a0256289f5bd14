import { EVENT_TYPES } from '../capture/eventTable';
import { attemptedName, keptNames, NAME_SOURCES } from './attemptedName';
import { Reading, type TypeReader } from './fieldReader';
import { perTrace } from './readers/memo';
import { type Word, word } from './value';

/**
 * What can be said of an fd of which only the number is known, or that a call failed to make: the event itself tells
 * something. Which events tell what was learnt from sysdig's output; see the README.
 */

const EMPTY = new Uint8Array(0);
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

const CHARACTER_TEXTS: readonly Word[] = EVENT_TYPES.map((type) => word(CHARACTERS[type.name] ?? OTHER));

/** `fd.typechar` of an unknown fd. */
export const typeCharacterByEvent: TypeReader = {
  domain: 'type',
  read(type, value) {
    value.setWord(CHARACTER_TEXTS[type]);
    return Reading.VALUE;
  },
};

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
  readBytes: attemptedName,
  keptBytes: keptNames,
};

/** The same as text: what is no UTF-8 in it is replaced. */
export const nameAsTextByEvent: TypeReader = {
  ...nameByEvent,
  readBytes(context, row, value) {
    if (!attemptedName(context, row, value)) return false;
    value.makeText();
    return true;
  },
  keptBytes: perTrace((trace) => {
    const names = keptNames(trace);
    return {
      rows: names.rows,
      startOf: (block) => names.startOf(block),
      endOf: (block) => names.endOf(block),
      put(place, value) {
        if (!names.put(place, value)) return false;
        value.makeText();
        return true;
      },
    };
  }),
};
