import type { EventRow } from '../base/brands';
import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { writeArgument } from '../format/eventText';
import { mayHold, partsOf, type TextPart } from '../format/parameterParts';
import { decidingNumber, isOfNumber } from '../format/parameterText';
import type { TextContext } from '../format/textContext';
import type { TextWriter } from '../format/textWriter';
import { RowFlag } from '../trace/eventColumns';
import { type FieldContext, type PartReaders, Reading, type TypeReader } from './fieldReader';
import { knownParameters } from './knownParameters';
import { OWN_FD_NAME, ownFdParameter, tellsText, writeOwnFd } from './ownFd';
import { hasPlainResult } from './parameterText';
import { textsOf } from './readers/eventTexts';
import type { FieldValue } from './value';

/** The text of an event that is made of its parameters, all of it; `isOther` of types of which it may be something else. */
export interface ParametersText {
  write(out: TextWriter, texts: TextContext): void;
  isOther(type: number): boolean;
}

/** A parameter that may have a part in it. */
interface Place {
  readonly index: number;
  /** The number in the column of results decides its text. */
  readonly isResult: boolean;
  /** Whether it has, by the number that decides its text, where one does. */
  readonly answers: Map<number, boolean> | undefined;
}

/** So many answers are kept of a parameter. */
const MOST_ANSWERS = 4096;

/** Whether the text of an event of a type may have a part in it. */
export function argumentsMayHave(
  context: FieldContext,
  { isOther }: ParametersText,
  type: number,
  part: TextPart,
): boolean {
  if (isOther(type)) return true;
  if (isGeneric(type)) return false;
  const known = knownParameters(context);
  const parameters = known.of(type);
  const begin = part.isStart ? `${parameters[0]?.name}=` : '';
  if (!begin.startsWith(part.text.slice(0, begin.length))) return false;
  // Between two parameters stands a blank: what has none is in one of them.
  return part.text
    .split(' ')
    .every((each) => parameters.some((definition) => mayHold(definition, part.within(each), known)));
}

/**
 * Whether a text of all parameters has a part in it: of most types none of their parameters can, of the others only those are
 * looked at that can, and neither the fd that an event is about nor its result takes its bytes. Of a part with blanks the
 * longest one without is looked for, because a blank may stand between two parameters. Undefined for parts of which that is no use.
 */
export function argumentsPart(context: FieldContext, text: ParametersText, whole: TextPart): PartReaders | undefined {
  const longest = whole.text.split(' ').reduce((one, other) => (other.length > one.length ? other : one));
  const isRough = longest !== whole.text;
  const part = isRough ? whole.within(longest) : whole;
  if (partsOf(part).length === 0) return undefined;
  const known = knownParameters(context);
  const texts = textsOf(context);
  const asked = EVENT_TYPES.map(({ id }) => {
    if (text.isOther(id) || isGeneric(id)) return [];
    return known.of(id).flatMap((definition, index) => (mayHold(definition, part, known) ? [index] : []));
  });
  const ownFd = asked.map((indices, type) => indices.includes(ownFdParameter(type)));
  const places = asked.map((indices, type): readonly Place[] =>
    indices
      .filter((index) => index !== ownFdParameter(type))
      .map((index) => {
        const isResult = index === 0 && hasPlainResult(type);
        return { index, isResult, answers: isResult || isOfNumber(type, index) ? new Map() : undefined };
      }),
  );
  const readers = [fdReader(texts, part, ownFd), placesReader(context, texts, part, places)];
  const hasOthers = EVENT_TYPES.some(({ id }) => text.isOther(id));
  return { readers: hasOthers ? [...readers, wholeReader(texts, part, text)] : readers, isRough };
}

/** Whether the text of the own fd has a part in it: of the types that have one that may. */
function fdReader(texts: TextContext, part: TextPart, types: readonly boolean[]): TypeReader {
  const { out } = texts;
  return {
    domain: 'type',
    read: (type, value) => put(value, false, types[type]),
    readFd(_trace, version, value) {
      if (!tellsText(texts, version)) return Reading.CLOSER;
      out.length = 0;
      out.text(`${OWN_FD_NAME}=`);
      out.integer(texts.trace.fds.number(version));
      const start = out.open();
      writeOwnFd(texts, version);
      out.close(start);
      return put(value, part.isIn(out.bytes, 0, out.length), false);
    },
    readBytes(context, row, value) {
      texts.moveTo(row, context.raw.read(row));
      put(value, isInArgument(texts, ownFdParameter(texts.cursor.type), part), false);
      return true;
    },
    bytesAreRare: true,
  };
}

/** Whether one of other parameters has a part in it; by event type, those that may. */
function placesReader(
  { trace, raw }: FieldContext,
  texts: TextContext,
  part: TextPart,
  places: readonly (readonly Place[])[],
): TypeReader {
  const { events } = trace;
  const holds = (row: EventRow): boolean => {
    const asked = places[events.type(row)];
    let next = 0;
    if (asked[0].isResult && (events.flags(row) & RowFlag.HAS_RESULT) !== 0) {
      const known = asked[0].answers?.get(events.result(row));
      if (known === true || (known === false && asked.length === 1)) return known;
      if (known === false) next = 1;
    }
    texts.moveTo(row, raw.read(row));
    for (; next < asked.length; next++) if (isInPlace(texts, asked[next], part)) return true;
    return false;
  };
  return {
    domain: 'type',
    read: (type, value) => put(value, false, places[type].length > 0),
    readBytes(_context, row, value) {
      put(value, holds(row), false);
      return true;
    },
  };
}

/** Whether the whole text has a part in it, of the types that may have another one than that of their parameters. */
function wholeReader(texts: TextContext, part: TextPart, { write, isOther }: ParametersText): TypeReader {
  const { out } = texts;
  return {
    domain: 'type',
    read: (type, value) => put(value, false, isOther(type)),
    readBytes(context, row, value) {
      texts.moveTo(row, context.raw.read(row));
      out.length = 0;
      write(out, texts);
      put(value, part.isIn(out.bytes, 0, out.length), false);
      return true;
    },
  };
}

function isInPlace(texts: TextContext, { index, answers, isResult }: Place, part: TextPart): boolean {
  if (answers === undefined || index >= texts.cursor.parameterCount) return isInArgument(texts, index, part);
  const { events } = texts.trace;
  const number = isResult ? events.result(texts.row) : decidingNumber(texts, index);
  const known = answers.get(number);
  if (known !== undefined) return known;
  const isThere = isInArgument(texts, index, part);
  // Numbers beyond these are not exact, and a negative one may stand for none.
  const isWhole = isResult
    ? (events.flags(texts.row) & RowFlag.HAS_RESULT) !== 0 && Number.isSafeInteger(number)
    : number >= 0;
  if (isWhole && answers.size < MOST_ANSWERS) answers.set(number, isThere);
  return isThere;
}

/** Whether the name and the text of a parameter of the event have a part in them. */
function isInArgument(texts: TextContext, index: number, part: TextPart): boolean {
  const { out, cursor } = texts;
  if (index >= cursor.parameterCount) return false;
  out.length = 0;
  writeArgument(out, texts, index);
  return part.isIn(out.bytes, 0, out.length);
}

/** Says whether a part is there, unless that takes a closer look. */
function put(value: FieldValue, isThere: boolean, needsCloser: boolean): Reading {
  value.number = isThere ? 1 : 0;
  return needsCloser ? Reading.CLOSER : Reading.VALUE;
}
