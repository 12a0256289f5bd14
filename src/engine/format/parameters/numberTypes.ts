import { narrowText, shortestText, unsignedText, wideText } from '../numberText';
import { NOT_AVAILABLE, type ParameterText, plain, type TypeText } from './typeText';

const ALL_ONES = 0xffffffff;

/** Numbers of up to 32 bits. Unsigned ones of 32 bits print signed in decimal, as sysdig does. */
function narrow(width: number, read: (view: DataView, at: number) => number): TypeText {
  return {
    width,
    absent: NOT_AVAILABLE,
    text: (context, start, _end, definition) => plain(narrowText(read(context.cursor.view, start), definition.format)),
  };
}

const wide: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start, _end, definition) => plain(wideText(context.cursor.view, start, definition.format)),
};

const int8 = narrow(1, (view, at) => view.getInt8(at));
const int16 = narrow(2, (view, at) => view.getInt16(at, true));
const int32 = narrow(4, (view, at) => view.getInt32(at, true));
const uint8 = narrow(1, (view, at) => view.getUint8(at));
const uint16 = narrow(2, (view, at) => view.getUint16(at, true));

const truth: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => plain(context.cursor.view.getUint32(start, true) === 0 ? 'false' : 'true'),
};

/** Nanoseconds since the epoch. */
const absoluteTime: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start) => plain(unsignedText(context.cursor.view, start)),
};

/** A number of nanoseconds, resolved to seconds; all ones is no limit. */
const relativeTime: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  text: (context, start) => relativeTimeText(context.cursor.view, start),
};

function relativeTimeText(view: DataView, at: number): ParameterText {
  const low = view.getUint32(at, true);
  const high = view.getUint32(at + 4, true);
  if (low === ALL_ONES && high === ALL_ONES) return plain('none');
  return { value: unsignedText(view, at), resolved: `${shortestText((high * 4294967296 + low) / 1e9)}s` };
}

/** The types that are plain numbers. `PrintFormat` decides how they print. Source: facts/param-types.md §1, §2. */
export const NUMBER_TYPES: ReadonlyMap<string, TypeText> = new Map([
  ['INT8', int8],
  ['INT16', int16],
  ['INT32', int32],
  ['INT64', wide],
  ['UINT8', uint8],
  ['UINT16', uint16],
  ['UINT32', int32],
  ['UINT64', wide],
  ['PORT', uint16],
  ['L4PROTO', uint8],
  ['SOCKFAMILY', uint8],
  ['BOOL', truth],
  ['ABSTIME', absoluteTime],
  ['RELTIME', relativeTime],
]);
