import { readInt64 } from '../../base/integers';
import { ERROR_NAMES } from '../../capture/tables/errors';
import { SIGNAL_NAMES } from '../../capture/tables/signals';
import type { UserNames } from '../../state/userNames';
import { enumerationText, flagText } from '../flagText';
import { writeNarrow, writeSigned } from '../numberText';
import { systemCallName } from '../systemCallName';
import { NOT_AVAILABLE, type TypeText } from './typeText';

const NO_ID = 0xffffffff;

/** The name of a negative result, or its number where it has none. */
export function errorName(result: number): string {
  return ERROR_NAMES.get(-result) ?? `${-result}`;
}

function unsigned(view: DataView, at: number, width: number): number {
  if (width === 4) return view.getUint32(at, true);
  return width === 2 ? view.getUint16(at, true) : view.getUint8(at);
}

function flags(width: number): TypeText {
  return {
    width,
    isOfNumber: true,
    absent: NOT_AVAILABLE,
    writeValue: (out, context, start) => out.integer(unsigned(context.cursor.view, start, width)),
    writeResolved: (out, context, start, _end, definition) => {
      if (definition.flags) out.text(flagText(definition.flags, unsigned(context.cursor.view, start, width)));
    },
  };
}

function enumeration(width: number): TypeText {
  return {
    width,
    isOfNumber: true,
    absent: NOT_AVAILABLE,
    writeValue: (out, context, start) => out.integer(unsigned(context.cursor.view, start, width)),
    writeResolved: (out, context, start, _end, definition) => {
      if (definition.flags) out.text(enumerationText(definition.flags, unsigned(context.cursor.view, start, width)));
    },
  };
}

const mode: TypeText = {
  ...flags(4),
  writeValue: (out, context, start) => writeNarrow(out, context.cursor.view.getUint32(start, true), 'OCT'),
};

const error: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => writeSigned(out, context.cursor.view, start),
  writeResolved: (out, context, start) => {
    const result = readInt64(context.cursor.view, start);
    if (result < 0) out.text(errorName(result));
  },
};

const signal: TypeText = {
  width: 1,
  isOfNumber: true,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.integer(context.cursor.bytes[start]),
  writeResolved: (out, context, start) => out.text(SIGNAL_NAMES.get(context.cursor.bytes[start]) ?? ''),
};

/** Bit n - 1 stands for signal n. */
const signalSet: TypeText = {
  width: 4,
  isOfNumber: true,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => {
    const bits = context.cursor.view.getUint32(start, true);
    const names: string[] = [];
    for (let bit = 0; bit < 32; bit++) {
      const name = (bits & (1 << bit)) !== 0 ? SIGNAL_NAMES.get(bit + 1) : undefined;
      if (name !== undefined) names.push(name);
    }
    out.text(names.join(' '));
  },
};

const systemCall: TypeText = {
  width: 2,
  isOfNumber: true,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.integer(context.cursor.view.getUint16(start, true)),
  writeResolved: (out, context, start) => out.text(systemCallName(context.cursor.view.getUint16(start, true))),
};

/** An id of a user or a group, with the name that it has. */
function account(nameOf: (users: UserNames, id: number) => string | undefined): TypeText {
  return {
    width: 4,
    absent: NOT_AVAILABLE,
    writeValue: (out, context, start) => out.integer(context.cursor.view.getInt32(start, true)),
    writeResolved: (out, context, start) => {
      const id = context.cursor.view.getUint32(start, true);
      out.text(id === NO_ID ? '<NONE>' : (nameOf(context.trace.users, id) ?? NOT_AVAILABLE));
    },
  };
}

const user = account((users, id) => users.user(id)?.name);
const group = account((users, id) => users.groupName(id));

/** The types whose numbers have names. Their print format is ignored. Source: facts/param-types.md §2, §7, §9. */
export const NAME_TYPES: ReadonlyMap<string, TypeText> = new Map([
  ['FLAGS8', flags(1)],
  ['FLAGS16', flags(2)],
  ['FLAGS32', flags(4)],
  ['ENUMFLAGS8', enumeration(1)],
  ['ENUMFLAGS16', enumeration(2)],
  ['ENUMFLAGS32', enumeration(4)],
  ['MODE', mode],
  ['ERRNO', error],
  ['SIGTYPE', signal],
  ['SIGSET', signalSet],
  ['SYSCALLID', systemCall],
  ['UID', user],
  ['GID', group],
]);
