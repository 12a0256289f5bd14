import type { EventRow } from '../base/brands';
import { readInt64, readUint64 } from '../base/integers';
import { endOfText } from '../base/text';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';
import { valueMayHold } from '../format/parameterParts';
import { NO_PARTNER } from '../trace/eventColumns';
import { ROW_TRAITS, RowTrait, resultWidth } from '../trace/rowTraits';
import { type FieldContext, Reading, type TypeReader } from './fieldReader';
import type { FieldType } from './fieldType';
import { knownParameters } from './knownParameters';
import { writeOwnFd } from './ownFd';
import { readParameterText } from './parameterText';
import { textsOf } from './readers/eventTexts';
import { RESULT } from './readers/result';
import { type SoonerReading, splitParameter } from './splitParameter';
import type { FieldValue } from './value';

/** Every parameter name that some event has, with the type that it has in the first of them. */
const TYPE_OF_PARAMETER: ReadonlyMap<string, string> = new Map(
  EVENT_TYPES.flatMap(({ parameters }) => parameters.map(({ name, type }): [string, string] => [name, type])).reverse(),
);

/** Every parameter name, in the order of the alphabet. */
export const PARAMETER_NAMES: readonly string[] = [...TYPE_OF_PARAMETER.keys()].sort();

/** Length of the longest parameter name that stands at `start`; 0 where there is none. */
export function longestParameterName(text: string, start: number): number {
  const written = /[A-Za-z0-9_]*/y;
  written.lastIndex = start;
  const name = written.exec(text)?.[0] ?? '';
  for (let length = name.length; length > 0; length--) {
    if (TYPE_OF_PARAMETER.has(name.slice(0, length))) return length;
  }
  return 0;
}

/** The text of a parameter, by name or by its number from 0: what it stands for, or else its value. */
export function parameterReader(argument: string): TypeReader | undefined {
  if (/^[0-9]{1,2}$/.test(argument)) return textReader(EVENT_TYPES.map(() => Number(argument)));
  return TYPE_OF_PARAMETER.has(argument) ? textReader(placesOf(argument)) : undefined;
}

function textReader(places: readonly number[]): TypeReader {
  return {
    ...placed(places, readParameterText),
    mayHave(context, type, part) {
      const known = knownParameters(context);
      const definition = known.of(type)[places[type]];
      return definition !== undefined && valueMayHold(definition, part, known);
    },
    split(context) {
      const texts = textsOf(context);
      const reader = placed(places, (_context, row, index, value) =>
        readParameterText(context, row, index, value, texts),
      );
      return splitParameter(context, places, reader, {
        putFd(trace, version, value) {
          const { out } = texts;
          out.length = 0;
          writeOwnFd(texts, version);
          if (out.length === 0) out.integer(trace.fds.number(version));
          value.setBytes(out.bytes, 0, out.length);
        },
      });
    },
  };
}

/** A reader of the parameter that has one of these indices, by event type; -1: the type has none. */
function placed(
  places: readonly number[],
  read: (context: FieldContext, row: EventRow, index: number, value: FieldValue) => boolean,
): TypeReader {
  return {
    domain: 'type',
    read: (type) => (places[type] < 0 ? Reading.MISSING : Reading.CLOSER),
    readBytes: (context, row, value) => read(context, row, places[context.trace.events.type(row)], value),
  };
}

/** The value of a parameter as it is in the event. */
export function rawParameterReader(
  name: string,
): { readonly type: FieldType; readonly reader: TypeReader } | undefined {
  const parameterType = TYPE_OF_PARAMETER.get(name);
  if (parameterType === undefined) return undefined;
  const type = FIELD_TYPES.get(parameterType) ?? 'BYTEBUF';
  const places = placesOf(name);
  const reader = placed(places, (context, row, index, value) => readRaw(context, row, index, type, value));
  const types = Uint8Array.from(EVENT_TYPES, ({ id }) => (places[id] === 0 && IS_SIGNED_RESULT[id] === 1 ? 1 : 0));
  const sooner: SoonerReading = {
    putFd: (trace, version, value) => {
      value.number = trace.fds.number(version);
    },
    ...(types.includes(1) && { ofResult: { reader: RESULT, types } }),
  };
  return { type, reader: { ...reader, split: (context) => splitParameter(context, places, reader, sooner) } };
}

function readRaw(context: FieldContext, row: EventRow, index: number, type: FieldType, value: FieldValue): boolean {
  const event = context.raw.read(row);
  const length = event.parameterLength(index);
  if (length === 0) return false;
  const start = event.starts[index];
  const definition = EVENT_TYPES[event.type].parameters[index].type;
  if (type === 'CHARBUF' || type === 'BYTEBUF') {
    const end = event.ends[index];
    value.setBytes(event.bytes, start, type === 'CHARBUF' ? endOfText(event.bytes, start, end) : end);
    return true;
  }
  const width = Math.abs(WIDTHS.get(definition) ?? 0);
  if (width === 0 || length < width) return false;
  value.number = readNumber(event.view, start, width, (WIDTHS.get(definition) ?? 0) < 0);
  return true;
}

function readNumber(view: DataView, at: number, width: number, signed: boolean): number {
  switch (width) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, true) : view.getUint16(at, true);
    case 4:
      return signed ? view.getInt32(at, true) : view.getUint32(at, true);
    default:
      return signed ? readInt64(view, at) : readUint64(view, at);
  }
}

const placesByName = new Map<string, readonly number[]>();

/** The index of the parameter of a name that some event has, by event type; -1: the type has none. */
function placesOf(name: string): readonly number[] {
  const known = placesByName.get(name);
  if (known) return known;
  const places = EVENT_TYPES.map((type) => parameterIndex(type, name));
  placesByName.set(name, places);
  return places;
}

/** Bytes of a number, by parameter type; negative where it has a sign. Source: facts/param-types.md §1. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['INT8', -1],
  ['INT16', -2],
  ['INT32', -4],
  ['INT64', -8],
  ['UINT8', 1],
  ['UINT16', 2],
  ['UINT32', 4],
  ['UINT64', 8],
  ['ERRNO', -8],
  ['FD', -8],
  ['FD32', -4],
  ['PID', -8],
  ['PID32', -4],
  ['SYSCALLID', 2],
  ['SIGTYPE', 1],
  ['SIGSET', 4],
  ['RELTIME', 8],
  ['ABSTIME', 8],
  ['PORT', 2],
  ['L4PROTO', 1],
  ['SOCKFAMILY', 1],
  ['BOOL', 4],
  ['FLAGS8', 1],
  ['FLAGS16', 2],
  ['FLAGS32', 4],
  ['ENUMFLAGS8', 1],
  ['ENUMFLAGS16', 2],
  ['ENUMFLAGS32', 4],
  ['UID', 4],
  ['GID', 4],
  ['MODE', 4],
]);

/** By event type: 1 where the first parameter is what the column of results has, a number with a sign. */
const IS_SIGNED_RESULT: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, parameters: [first] }) => {
  const width = WIDTHS.get(first?.type) ?? 0;
  return width < 0 && resultWidth(ROW_TRAITS[id] & ~RowTrait.RESULT_ID, NO_PARTNER) === -width ? 1 : 0;
});

/** How the values of a parameter type compare. */
const FIELD_TYPES: ReadonlyMap<string, FieldType> = new Map([
  ...[...WIDTHS].map(([name, width]): [string, FieldType] => [name, width < 0 ? 'INT64' : 'UINT64']),
  ['BOOL', 'BOOL'],
  ['CHARBUF', 'CHARBUF'],
  ['FSPATH', 'CHARBUF'],
  ['FSRELPATH', 'CHARBUF'],
]);
