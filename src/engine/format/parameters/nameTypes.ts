import { readInt64 } from '../../base/integers';
import { ERROR_NAMES } from '../../capture/tables/errors';
import { SIGNAL_NAMES } from '../../capture/tables/signals';
import { enumerationText, flagText } from '../flagText';
import { narrowText, signedText } from '../numberText';
import { systemCallName } from '../systemCallName';
import { NOT_AVAILABLE, plain, type TypeText } from './typeText';

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
    absent: NOT_AVAILABLE,
    text: (context, start, _end, definition) => {
      const value = unsigned(context.cursor.view, start, width);
      return { value: `${value}`, resolved: definition.flags ? flagText(definition.flags, value) : '' };
    },
  };
}

function enumeration(width: number): TypeText {
  return {
    width,
    absent: NOT_AVAILABLE,
    text: (context, start, _end, definition) => {
      const value = unsigned(context.cursor.view, start, width);
      return { value: `${value}`, resolved: definition.flags ? enumerationText(definition.flags, value) : '' };
    },
  };
}

const mode: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start, _end, definition) => {
    const value = context.cursor.view.getUint32(start, true);
    return { value: narrowText(value, 'OCT'), resolved: definition.flags ? flagText(definition.flags, value) : '' };
  },
};

const error: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const { view } = context.cursor;
    const result = readInt64(view, start);
    return { value: signedText(view, start), resolved: result < 0 ? errorName(result) : '' };
  },
};

const signal: TypeText = {
  width: 1,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const number = context.cursor.bytes[start];
    return { value: `${number}`, resolved: SIGNAL_NAMES.get(number) ?? '' };
  },
};

/** Bit n - 1 stands for signal n. */
const signalSet: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const bits = context.cursor.view.getUint32(start, true);
    const names: string[] = [];
    for (let bit = 0; bit < 32; bit++) {
      const name = (bits & (1 << bit)) !== 0 ? SIGNAL_NAMES.get(bit + 1) : undefined;
      if (name !== undefined) names.push(name);
    }
    return plain(names.join(' '));
  },
};

const systemCall: TypeText = {
  width: 2,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const code = context.cursor.view.getUint16(start, true);
    return { value: `${code}`, resolved: systemCallName(code) };
  },
};

const user: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const id = context.cursor.view.getUint32(start, true);
    const name = id === NO_ID ? '<NONE>' : context.trace.users.user(id)?.name;
    return { value: `${id | 0}`, resolved: name ?? NOT_AVAILABLE };
  },
};

const group: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => {
    const id = context.cursor.view.getUint32(start, true);
    const name = id === NO_ID ? '<NONE>' : context.trace.users.groupName(id);
    return { value: `${id | 0}`, resolved: name ?? NOT_AVAILABLE };
  },
};

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
