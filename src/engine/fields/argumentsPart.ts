import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { writeArgument } from '../format/eventText';
import { mayHold, partMayStand, partsOf, type TextPart } from '../format/parameterParts';
import type { TextContext } from '../format/textContext';
import type { TextWriter } from '../format/textWriter';
import type { Trace } from '../trace/trace';
import { type FieldContext, Reading, type TypeReader } from './field';
import { knownParameters } from './knownParameters';
import { OWN_FD_NAME, ownFdParameter, tellsText, writeOwnFd } from './ownFd';
import { textsOf } from './readers/eventTexts';
import type { FieldValue } from './value';

/** The text of an event that is made of its parameters, all of it; `isOther` of types of which it may be something else. */
export interface ParametersText {
  write(out: TextWriter, texts: TextContext): void;
  isOther(type: number): boolean;
}

/** Whether the text of an event of a type may have a part in it. */
export function argumentsMayHave(trace: Trace, { isOther }: ParametersText, type: number, part: TextPart): boolean {
  if (isOther(type)) return true;
  if (isGeneric(type)) return false;
  const known = knownParameters(trace);
  const parameters = known.of(type);
  const begin = part.isStart ? `${parameters[0]?.name}=` : '';
  if (!begin.startsWith(part.text.slice(0, begin.length))) return false;
  if (!part.text.includes(' ')) return parameters.some((definition) => mayHold(definition, part, known));
  return partsOf(part).every((each) => parameters.some((definition) => partMayStand(definition, each, part, known)));
}

/**
 * Whether a text of all parameters has a part in it, as 1 or 0, by readers of which any may say so: of most types none of their
 * parameters can, of the others only those are looked at that can, and the fd that an event is about is known without its bytes.
 * Undefined where that is not told by the parameters one by one.
 */
export function argumentsPart(
  context: FieldContext,
  text: ParametersText,
  part: TextPart,
): readonly TypeReader[] | undefined {
  if (partsOf(part).length === 0) return undefined;
  const { isOther } = text;
  /** By event type: the parameters that are looked at; undefined where the whole text is: a blank may stand between two of them. */
  const known = knownParameters(context.trace);
  const places = EVENT_TYPES.map(({ id }) => {
    if (isOther(id) || part.text.includes(' ')) return undefined;
    if (isGeneric(id)) return [];
    return known.of(id).flatMap((definition, index) => (mayHold(definition, part, known) ? [index] : []));
  });
  const others = places.map((asked, type) => asked?.filter((index) => index !== ownFdParameter(type)));
  const texts = textsOf(context);
  return [
    ownFdPart(
      texts,
      part,
      places.map((asked, type) => asked !== others[type] && asked?.length !== others[type]?.length),
    ),
    bytesPart(texts, text, part, others),
  ];
}

/** Whether the text of the own fd has a part in it: of the types that have one that may. */
function ownFdPart(texts: TextContext, part: TextPart, types: readonly boolean[]): TypeReader {
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
      const cursor = context.raw.read(row);
      texts.moveTo(row, cursor);
      put(value, isInArgument(texts, ownFdParameter(cursor.type), part), false);
      return true;
    },
    bytesAreRare: true,
  };
}

/** Whether one of other parameters has a part in it, or the whole text has; by type, those parameters. */
function bytesPart(
  texts: TextContext,
  text: ParametersText,
  part: TextPart,
  places: readonly (readonly number[] | undefined)[],
): TypeReader {
  const types = places.map((asked, type) =>
    asked ? asked.length > 0 : argumentsMayHave(texts.trace, text, type, part),
  );
  return {
    domain: 'type',
    read: (type, value) => put(value, false, types[type]),
    readBytes(context, row, value) {
      const cursor = context.raw.read(row);
      texts.moveTo(row, cursor);
      const asked = places[cursor.type];
      if (asked) {
        put(
          value,
          asked.some((index) => isInArgument(texts, index, part)),
          false,
        );
        return true;
      }
      const { out } = texts;
      out.length = 0;
      text.write(out, texts);
      put(value, part.isIn(out.bytes, 0, out.length), false);
      return true;
    },
  };
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
