import { readUint64 } from '../../base/integers';
import { shortestText, writeNarrow, writeUnsigned, writeWide } from '../numberText';
import { NOT_AVAILABLE, type TypeText } from './typeText';

const ALL_ONES = 0xffffffff;

/** Numbers of up to 32 bits. Unsigned ones of 32 bits print signed in decimal, as sysdig does. */
function narrow(width: number, read: (view: DataView, at: number) => number): TypeText {
  return {
    width,
    isOfNumber: true,
    absent: NOT_AVAILABLE,
    writeValue: (out, context, start, _end, { format }) => writeNarrow(out, read(context.cursor.view, start), format),
  };
}

const wide: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start, _end, { format }) => writeWide(out, context.cursor.view, start, format),
};

const int8 = narrow(1, (view, at) => view.getInt8(at));
const int16 = narrow(2, (view, at) => view.getInt16(at, true));
const int32 = narrow(4, (view, at) => view.getInt32(at, true));
const uint8 = narrow(1, (view, at) => view.getUint8(at));
const uint16 = narrow(2, (view, at) => view.getUint16(at, true));

const truth: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.text(context.cursor.view.getUint32(start, true) === 0 ? 'false' : 'true'),
};

/** Nanoseconds since the epoch. */
const absoluteTime: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => writeUnsigned(out, context.cursor.view, start),
};

/** A number of nanoseconds, resolved to seconds; all ones is no limit. */
const relativeTime: TypeText = {
  width: 8,
  absent: NOT_AVAILABLE,
  writeValue: (out, { cursor: { view } }, start) => {
    if (isUnlimited(view, start)) out.text('none');
    else writeUnsigned(out, view, start);
  },
  writeResolved: (out, { cursor: { view } }, start) => {
    if (!isUnlimited(view, start)) out.text(`${shortestText(readUint64(view, start) / 1e9)}s`);
  },
};

function isUnlimited(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === ALL_ONES && view.getUint32(at + 4, true) === ALL_ONES;
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
