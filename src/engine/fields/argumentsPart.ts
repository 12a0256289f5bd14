import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { parameterName } from '../format/parameterName';
import { mayHold, partsOf, typeCanHold } from '../format/parameterParts';
import { parameterText } from '../format/parameterText';
import type { TextContext } from '../format/textContext';
import { Reading, type TypeReader } from './field';
import { eventTexts } from './readers/eventTexts';

/** Texts of which the bytes are the characters. */
const ASCII = /^[\x20-\x7e]+$/;

/** The text of an event that is made of its parameters, all of it; `isOther` of types of which it may be something else. */
export interface ParametersText {
  whole(texts: TextContext): string;
  isOther(type: number): boolean;
}

/**
 * Whether a text of all parameters has a part in it, as 1 or 0: of most types none of their parameters can, of the others only
 * those are looked at that can. Undefined where that is not told by the parameters one by one.
 */
export function argumentsPart({ whole, isOther }: ParametersText, part: string): TypeReader | undefined {
  const parts = partsOf(part);
  if (!ASCII.test(part) || parts.length === 0) return undefined;
  const isWord = parts[0] === part;
  /** By event type: the parameters that are looked at; undefined where the whole text is: a blank may stand between two of them. */
  const places = EVENT_TYPES.map(({ id, parameters }) =>
    isOther(id) || part.includes(' ')
      ? undefined
      : parameters.flatMap((definition, index) => (!isGeneric(id) && mayHold(definition, part) ? [index] : [])),
  );
  const canHave = places.map((asked, type) =>
    asked ? asked.length > 0 : isOther(type) || parts.every((each) => typeCanHold(type, each)),
  );
  return {
    domain: 'type',
    read(type, value) {
      value.number = 0;
      return canHave[type] ? Reading.CLOSER : Reading.VALUE;
    },
    readBytes(context, row, value) {
      const texts = eventTexts(context, row);
      const asked = places[texts.cursor.type];
      const holds = asked
        ? asked.some((index) => isInParameter(texts, index, part, isWord))
        : whole(texts).includes(part);
      value.number = holds ? 1 : 0;
      return true;
    },
  };
}

/** Whether the name and the text of a parameter have a part in them; a word is in one of them, other parts may reach over both. */
function isInParameter(texts: TextContext, index: number, part: string, isWord: boolean): boolean {
  const { cursor } = texts;
  if (index >= cursor.parameterCount) return false;
  const name = parameterName(cursor, index);
  const { value, resolved } = parameterText(texts, index);
  if (isWord) return name.includes(part) || value.includes(part) || resolved.includes(part);
  return (resolved === '' ? `${name}=${value}` : `${name}=${value}(${resolved})`).includes(part);
}
