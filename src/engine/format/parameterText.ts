import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPES, type ParameterDefinition, type PrintFormat } from '../capture/eventTable';
import { NAME_TYPES } from './parameters/nameTypes';
import { NUMBER_TYPES } from './parameters/numberTypes';
import { PATH_TYPES } from './parameters/pathTypes';
import { STATE_TYPES } from './parameters/stateTypes';
import { TEXT_TYPES } from './parameters/textTypes';
import { NO_VALUE, NOT_AVAILABLE, type TypeText } from './parameters/typeText';
import type { TextContext } from './textContext';
import type { TextWriter } from './textWriter';

/** One form that the value of a parameter with several types may take. */
interface Alternative {
  readonly definition: ParameterDefinition;
  readonly type: TypeText;
}

/** The type whose empty values 0.29.3 reads on. */
const EMPTY_READS_ON = TEXT_TYPES.get('CHARBUF');

const unreadable: TypeText = {
  width: 0,
  absent: NOT_AVAILABLE,
  writeValue: (out) => out.text(NOT_AVAILABLE),
};

/** How each parameter of each event type is written. */
const TYPES: readonly (readonly TypeText[])[] = EVENT_TYPES.map(({ parameters }) =>
  parameters.map((definition) => (definition.type === 'DYN' ? severalTypes(definition) : typeText(definition.type))),
);

/** A parameter's text: its value, and what the value stands for (a name, a path), or nothing. */
export interface ParameterText {
  readonly value: string;
  readonly resolved: string;
}

/** Both texts of a parameter of the context's event, which are empty where the event's type has no such parameter. */
export function parameterText(context: TextContext, index: number): ParameterText {
  const { out } = context;
  out.length = 0;
  writeValue(out, context, index);
  const end = out.length;
  writeResolved(out, context, index);
  return { value: out.textFrom(0, end), resolved: out.textFrom(end) };
}

/**
 * Writes the value of a parameter of the context's event; nothing where the event's type has no such parameter. A parameter
 * shorter than its type is as good as none. Source: facts/param-types.md §2.
 */
export function writeValue(out: TextWriter, context: TextContext, index: number): void {
  const { cursor } = context;
  const type = TYPES[cursor.type][index];
  if (type === undefined) return;
  const length = cursor.parameterLength(index);
  if (length === 0) writeAbsent(out, context, index, type);
  else if (length < type.width) out.text(NOT_AVAILABLE);
  else type.writeValue(out, context, cursor.starts[index], cursor.ends[index], definitionOf(cursor, index));
}

/** Writes what the value of a parameter stands for, where that is something else. */
export function writeResolved(out: TextWriter, context: TextContext, index: number): void {
  const { cursor } = context;
  const type = TYPES[cursor.type][index];
  if (type?.writeResolved === undefined) return;
  const length = cursor.parameterLength(index);
  if (length === 0 || length < type.width) return;
  type.writeResolved(out, context, cursor.starts[index], cursor.ends[index], definitionOf(cursor, index));
}

/** Whether a number alone decides the text of a parameter: the one that `decidingNumber` gives, where it gives one. */
export function isOfNumber(type: number, index: number): boolean {
  return TYPES[type][index]?.isOfNumber === true;
}

/** The number of 32 bits at most that decides the text of such a parameter; -1 where the event has it not, or not whole. */
export function decidingNumber({ cursor }: TextContext, index: number): number {
  const { width } = TYPES[cursor.type][index];
  if (cursor.parameterLength(index) < width) return -1;
  const start = cursor.starts[index];
  if (width === 4) return cursor.view.getUint32(start, true);
  return width === 2 ? cursor.view.getUint16(start, true) : cursor.bytes[start];
}

function definitionOf({ type }: EventCursor, index: number): ParameterDefinition {
  return EVENT_TYPES[type].parameters[index];
}

/** Writes what an empty parameter shows: a text shows nothing, or what lies behind it in the event where accidents are imitated. */
function writeAbsent(out: TextWriter, { cursor, options }: TextContext, index: number, type: TypeText): void {
  const isLast = index >= cursor.parameterCount - 1;
  if (type !== EMPTY_READS_ON || !options.imitatesAccidents || isLast) out.text(type.absent);
  else out.untilNul(cursor.bytes, cursor.starts[index], cursor.ends[cursor.parameterCount - 1]);
}

function typeText(type: string): TypeText {
  return (
    NUMBER_TYPES.get(type) ??
    NAME_TYPES.get(type) ??
    STATE_TYPES.get(type) ??
    TEXT_TYPES.get(type) ??
    PATH_TYPES.get(type) ??
    unreadable
  );
}

/** A value whose first byte chooses its type. The set of the definition has the types as names, with their formats. */
function severalTypes(several: ParameterDefinition): TypeText {
  const alternatives = new Map<number, Alternative>();
  for (const [name, choice] of several.flags ?? []) {
    const [type, format] = name.replace(')', '').split('(');
    alternatives.set(choice, {
      definition: { ...several, type, format: (format ?? 'NA') as PrintFormat, flags: undefined },
      type: typeText(type),
    });
  }
  const chosen = (context: TextContext, start: number, end: number): Alternative | undefined => {
    const alternative = alternatives.get(context.cursor.bytes[start]);
    return alternative && end - start - 1 >= alternative.type.width ? alternative : undefined;
  };
  return {
    width: 1,
    absent: NO_VALUE,
    writeValue: (out, context, start, end) => {
      const alternative = chosen(context, start, end);
      if (alternative === undefined) out.text(NOT_AVAILABLE);
      else alternative.type.writeValue(out, context, start + 1, end, alternative.definition);
    },
    writeResolved: (out, context, start, end) => {
      const alternative = chosen(context, start, end);
      alternative?.type.writeResolved?.(out, context, start + 1, end, alternative.definition);
    },
  };
}
