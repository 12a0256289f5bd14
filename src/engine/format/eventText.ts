import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { parameterName } from './parameterName';
import { parameterText } from './parameterText';
import { syslogText } from './syslogText';
import { systemCallName } from './systemCallName';
import type { TextContext } from './textContext';

/** The name of an event: that of its type, or of a generic event's system call. */
export function eventName(cursor: EventCursor): string {
  return isGeneric(cursor.type) ? systemCallName(cursor.uint16(0, 0)) : EVENT_TYPES[cursor.type].name;
}

/**
 * All parameters as `name=value ` or `name=value(resolved) `, each with its closing blank: `evt.args`. Generic events show
 * none: theirs only say which system call it was. Source: facts/param-types.md §2.
 */
export function eventArguments(context: TextContext): string {
  const { cursor } = context;
  if (isGeneric(cursor.type)) return '';
  const count = Math.min(cursor.parameterCount, EVENT_TYPES[cursor.type].parameters.length);
  let text = '';
  for (let index = 0; index < count; index++) {
    const { value, resolved } = parameterText(context, index);
    const name = parameterName(cursor, index);
    text += resolved === '' ? `${name}=${value} ` : `${name}=${value}(${resolved}) `;
  }
  return text;
}

/** The text that ends a line: the parameters, or the message of a write to the system log: `evt.info`. */
export function eventInfo(context: TextContext): string {
  return syslogText(context) ?? eventArguments(context);
}
