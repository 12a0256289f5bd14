import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { parameterName } from './parameterName';
import { writeResolved, writeValue } from './parameterText';
import { syslogText } from './syslogText';
import { systemCallName } from './systemCallName';
import type { TextContext } from './textContext';
import type { TextWriter } from './textWriter';

const BLANK = 0x20;
const EQUALS = 0x3d;

/** The name of an event: that of its type, or of a generic event's system call. */
export function eventName(cursor: EventCursor): string {
  return isGeneric(cursor.type) ? systemCallName(cursor.uint16(0, 0)) : EVENT_TYPES[cursor.type].name;
}

/**
 * Writes all parameters as `name=value ` or `name=value(resolved) `, each with its closing blank: `evt.args`. Generic events show
 * none: theirs only say which system call it was. Source: facts/param-types.md §2.
 */
export function writeArguments(out: TextWriter, context: TextContext): void {
  const { cursor } = context;
  if (isGeneric(cursor.type)) return;
  const count = Math.min(cursor.parameterCount, EVENT_TYPES[cursor.type].parameters.length);
  for (let index = 0; index < count; index++) {
    writeArgument(out, context, index);
    out.byte(BLANK);
  }
}

/** Writes one of them, without its blank. */
export function writeArgument(out: TextWriter, context: TextContext, index: number): void {
  out.text(parameterName(context.cursor, index));
  out.byte(EQUALS);
  writeValue(out, context, index);
  const start = out.open();
  writeResolved(out, context, index);
  out.close(start);
}

/** Writes the text that ends a line: the parameters, or the message of a write to the system log: `evt.info`. */
export function writeInfo(out: TextWriter, context: TextContext): void {
  const message = syslogText(context);
  if (message === undefined) writeArguments(out, context);
  else out.text(message);
}

/** What `writeArguments` writes. */
export function eventArguments(context: TextContext): string {
  return written(context, writeArguments);
}

/** What `writeInfo` writes. */
export function eventInfo(context: TextContext): string {
  return written(context, writeInfo);
}

function written(context: TextContext, write: (out: TextWriter, context: TextContext) => void): string {
  const { out } = context;
  out.length = 0;
  write(out, context);
  return out.textFrom(0);
}
