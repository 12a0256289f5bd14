import { NO_FD } from '../../base/brands';
import { readInt64 } from '../../base/integers';
import { fdTypeCharacter } from '../fdText';
import { signedText, unsignedText } from '../numberText';
import type { TextContext } from '../textContext';
import { errorName } from './nameTypes';
import { NOT_AVAILABLE, type ParameterText, type TypeText } from './typeText';

/** The number that stands for the working directory in place of a directory fd. */
export const WORKING_DIRECTORY_FD = -100;

const LIST_ENTRY = 10;

function fdText(context: TextContext, value: string, number: number): ParameterText {
  if (number >= 0) {
    const version = context.fdAt(number);
    return { value, resolved: version === NO_FD ? '' : context.fdNotation(version) };
  }
  return { value, resolved: number === WORKING_DIRECTORY_FD ? 'AT_FDCWD' : errorName(number) };
}

const fd: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const { view } = context.cursor;
    return fdText(context, signedText(view, start), readInt64(view, start));
  },
};

const fd32: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const number = context.cursor.view.getInt32(start, true);
    return fdText(context, `${number}`, number);
  },
};

const threadId: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const { view } = context.cursor;
    return { value: signedText(view, start), resolved: context.threadName(readInt64(view, start)) ?? '' };
  },
};

const threadId32: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const tid = context.cursor.view.getInt32(start, true);
    return { value: `${tid}`, resolved: context.threadName(tid) ?? '' };
  },
};

/** `fd:` with type character and poll flags for each entry; what does not fit the bytes is left out. */
const fdList: TypeText = {
  width: 2,
  absent: '',
  text: (context, start, end) => {
    const { view } = context.cursor;
    const count = Math.min(view.getUint16(start, true), Math.floor((end - start - 2) / LIST_ENTRY));
    const items: string[] = [];
    for (let index = 0, at = start + 2; index < count; index++, at += LIST_ENTRY) {
      const version = context.fdAt(readInt64(view, at));
      const character = version === NO_FD ? '?' : fdTypeCharacter(context.trace.fds.get(version, 'kind'));
      const events = view.getInt16(at + 8, true) >>> 0;
      items.push(`${unsignedText(view, at)}:${character}${events.toString(16)}`);
    }
    return { value: items.join(' '), resolved: '' };
  },
};

/** The types whose meaning is looked up in the state at the event. Source: facts/param-types.md §2, §6. */
export const STATE_TYPES: ReadonlyMap<string, TypeText> = new Map([
  ['FD', fd],
  ['FD32', fd32],
  ['PID', threadId],
  ['PID32', threadId32],
  ['FDLIST', fdList],
]);
