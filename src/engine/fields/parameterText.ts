import type { EventRow } from '../base/brands';
import { endOfText } from '../base/text';
import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { writeResolved, writeValue } from '../format/parameterText';
import { isPrintable } from '../format/plainText';
import type { TextContext } from '../format/textContext';
import { type EventColumns, RowFlag } from '../trace/eventColumns';
import type { FieldContext } from './fieldReader';
import { tellsText, writeOwnFd } from './ownFd';
import { textsOf } from './readers/eventTexts';
import { perContext } from './readers/memo';
import { type FieldValue, type Word, word } from './value';

/** Types of results of which the text follows from the number alone. */
const PLAIN_RESULTS: ReadonlySet<string> = new Set(['ERRNO', 'INT32', 'INT64', 'UINT32', 'UINT64']);
/** By event type: 1 where the first parameter is the result, and of such a type. */
const HAS_PLAIN_RESULT: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ direction, parameters: [first] }) =>
  direction === '<' && first?.name === 'res' && PLAIN_RESULTS.has(first.type) ? 1 : 0,
);

/** The same where it is an fd, or an error. */
const HAS_FD_RESULT: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ direction, parameters: [first] }) =>
  direction === '<' && first?.name === 'fd' && first.type === 'FD' ? 1 : 0,
);

/** Whether the number in the column of results decides the text of the first parameter of a type. */
export function hasPlainResult(type: number): boolean {
  return HAS_PLAIN_RESULT[type] === 1;
}

/** How many texts of results are kept for each event type. */
const MOST_WORDS = 1024;

const SLASH = 0x2f;

/** Texts of results by event type and number. They depend on how a context wants numbers written. */
const resultWords = perContext(() => new Map<number, Map<number, Word>>());

/**
 * Reads the text of a parameter: what it stands for, or else its value, with the `texts` of the context. False where the event lacks it. Most texts are the
 * same again and again, or stand in the event as they are: no string is made for those.
 */
export function readParameterText(
  context: FieldContext,
  row: EventRow,
  index: number,
  value: FieldValue,
  texts = textsOf(context),
): boolean {
  const { events } = context.trace;
  const type = events.type(row);
  if (index === 0) {
    const number = decidingResult(events, row, type);
    if (!Number.isNaN(number)) return readResultText(context, row, number, value, texts);
    if (HAS_FD_RESULT[type] === 1 && writeOpenedFd(texts, row)) {
      value.setBytes(texts.out.bytes, 0, texts.out.length);
      return true;
    }
  }
  const cursor = context.raw.read(row);
  if (index >= cursor.parameterCount) return false;
  const kind = EVENT_TYPES[type].parameters[index]?.type;
  if (!putAsItIs(cursor, kind, index, value)) {
    texts.moveTo(row, cursor);
    const { out } = written(texts, index);
    value.setBytes(out.bytes, 0, out.length);
  }
  return true;
}

/** The number in the column of results that decides the text of the first parameter; NaN where none does. */
function decidingResult(events: EventColumns, row: EventRow, type: number): number {
  // A 0 stands for a missing number, too.
  if (isGeneric(type)) return events.call(row) || Number.NaN;
  if ((events.flags(row) & RowFlag.HAS_RESULT) === 0) return Number.NaN;
  if (HAS_PLAIN_RESULT[type] === 1) return events.result(row);
  return HAS_FD_RESULT[type] === 1 && events.result(row) < 0 ? events.result(row) : Number.NaN;
}

function readResultText(
  context: FieldContext,
  row: EventRow,
  result: number,
  value: FieldValue,
  texts: TextContext,
): boolean {
  const type = context.trace.events.type(row);
  const byType = resultWords(context);
  let words = byType.get(type);
  if (words === undefined) {
    words = new Map();
    byType.set(type, words);
  }
  let known = words.get(result);
  if (known === undefined) {
    texts.moveTo(row, context.raw.read(row));
    const { out } = written(texts, 0);
    // Numbers beyond this are not exact.
    if (words.size >= MOST_WORDS || !Number.isSafeInteger(result)) {
      value.setBytes(out.bytes, 0, out.length);
      return true;
    }
    known = word(out.textFrom(0));
    words.set(result, known);
  }
  value.setWord(known);
  return true;
}

/** Writes what the fd that a call gave stands for, or its number; false where the row has no version of that fd. */
function writeOpenedFd(texts: TextContext, row: EventRow): boolean {
  const { out, trace } = texts;
  const version = trace.events.fd(row);
  if ((trace.events.flags(row) & RowFlag.HAS_RESULT) === 0) return false;
  if (!tellsText(texts, version) || trace.fds.number(version) !== trace.events.result(row)) return false;
  out.length = 0;
  writeOwnFd(texts, version);
  if (out.length === 0) out.integer(trace.fds.number(version));
  return true;
}

/** Writes what a parameter of the event stands for, or else its value. */
function written(texts: TextContext, index: number): TextContext {
  const { out } = texts;
  out.length = 0;
  writeResolved(out, texts, index);
  if (out.length === 0) writeValue(out, texts, index);
  return texts;
}

/** Gives the bytes of a text or an absolute path, where they are what is shown of it; false where they are not. */
function putAsItIs(
  { bytes, starts, ends }: EventCursor,
  kind: string | undefined,
  index: number,
  value: FieldValue,
): boolean {
  if (kind !== 'CHARBUF' && kind !== 'FSPATH' && kind !== 'FSRELPATH') return false;
  const start = starts[index];
  const end = endOfText(bytes, start, ends[index]);
  if (start === end || (kind !== 'CHARBUF' && bytes[start] !== SLASH)) return false;
  for (let at = start; at < end; at++) if (!isPrintable(bytes[at])) return false;
  value.setBytes(bytes, start, end);
  return true;
}
