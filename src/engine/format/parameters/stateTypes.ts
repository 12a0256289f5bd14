import { NO_FD } from '../../base/brands';
import { readInt64 } from '../../base/integers';
import { fdTypeCharacter } from '../fdText';
import { writeSigned, writeUnsigned } from '../numberText';
import type { TextContext } from '../textContext';
import type { TextWriter } from '../textWriter';
import { errorName } from './nameTypes';
import { NOT_AVAILABLE, type TypeText } from './typeText';

/** The number that stands for the working directory in place of a directory fd. */
export const WORKING_DIRECTORY_FD = -100;

/** What it is called. */
export const WORKING_DIRECTORY = 'AT_FDCWD';

const LIST_ENTRY = 10;

const BLANK = 0x20;
const COLON = 0x3a;

function writeFd(out: TextWriter, context: TextContext, number: number): void {
  if (number < 0) {
    out.text(number === WORKING_DIRECTORY_FD ? WORKING_DIRECTORY : errorName(number));
    return;
  }
  const version = context.fdAt(number);
  if (version !== NO_FD) context.writeFd(out, version);
}

const fd: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => writeSigned(out, context.cursor.view, start),
  writeResolved: (out, context, start) => writeFd(out, context, readInt64(context.cursor.view, start)),
};

const fd32: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.integer(context.cursor.view.getInt32(start, true)),
  writeResolved: (out, context, start) => writeFd(out, context, context.cursor.view.getInt32(start, true)),
};

const threadId: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => writeSigned(out, context.cursor.view, start),
  writeResolved: (out, context, start) => context.writeThread(out, readInt64(context.cursor.view, start)),
};

const threadId32: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.integer(context.cursor.view.getInt32(start, true)),
  writeResolved: (out, context, start) => context.writeThread(out, context.cursor.view.getInt32(start, true)),
};

/** `fd:` with type character and poll flags for each entry; what does not fit the bytes is left out. */
const fdList: TypeText = {
  width: 2,
  absent: '',
  writeValue: (out, context, start, end) => {
    const { view } = context.cursor;
    const count = Math.min(view.getUint16(start, true), Math.floor((end - start - 2) / LIST_ENTRY));
    for (let index = 0, at = start + 2; index < count; index++, at += LIST_ENTRY) {
      if (index > 0) out.byte(BLANK);
      const version = context.fdAt(readInt64(view, at));
      const character = version === NO_FD ? '?' : fdTypeCharacter(context.trace.fds.get(version, 'kind'));
      writeUnsigned(out, view, at);
      out.byte(COLON);
      out.text(character);
      out.text((view.getInt16(at + 8, true) >>> 0).toString(16));
    }
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
