import { EVENT_TYPES, type ParameterDefinition, type PrintFormat } from '../capture/eventTable';
import { NAME_TYPES } from './parameters/nameTypes';
import { NUMBER_TYPES } from './parameters/numberTypes';
import { PATH_TYPES } from './parameters/pathTypes';
import { STATE_TYPES } from './parameters/stateTypes';
import { TEXT_TYPES } from './parameters/textTypes';
import { NO_VALUE, NOT_AVAILABLE, type ParameterText, plain, type TypeText } from './parameters/typeText';
import { rawText } from './plainText';
import type { TextContext } from './textContext';

/** One form that the value of a parameter with several types may take. */
interface Alternative {
  readonly definition: ParameterDefinition;
  readonly type: TypeText;
}

const NO_PARAMETER: ParameterText = plain('');

/** The type whose empty values 0.29.3 reads on. */
const EMPTY_READS_ON = TEXT_TYPES.get('CHARBUF');

const unreadable: TypeText = { width: 0, absent: NOT_AVAILABLE, text: () => plain(NOT_AVAILABLE) };

/** How each parameter of each event type is written. */
const TYPES: readonly (readonly TypeText[])[] = EVENT_TYPES.map(({ parameters }) =>
  parameters.map((definition) => (definition.type === 'DYN' ? severalTypes(definition) : typeText(definition.type))),
);

/**
 * The text of a parameter of the context's event; empty where the event's type has no such parameter. A parameter shorter
 * than its type is as good as none. Source: facts/param-types.md §2.
 */
export function parameterText(context: TextContext, index: number): ParameterText {
  const { cursor } = context;
  const type = TYPES[cursor.type][index];
  if (type === undefined) return NO_PARAMETER;
  const length = cursor.parameterLength(index);
  if (length === 0) return plain(type === EMPTY_READS_ON ? textAfter(context, index) : type.absent);
  if (length < type.width) return plain(NOT_AVAILABLE);
  return type.text(context, cursor.starts[index], cursor.ends[index], EVENT_TYPES[cursor.type].parameters[index]);
}

/** What an empty text shows: nothing, or what lies behind it in the event where accidents are imitated. */
function textAfter({ cursor, options }: TextContext, index: number): string {
  const isLast = index >= cursor.parameterCount - 1;
  if (!options.imitatesAccidents || isLast) return '';
  return rawText(cursor.bytes, cursor.starts[index], cursor.ends[cursor.parameterCount - 1]);
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
function severalTypes(definition: ParameterDefinition): TypeText {
  const alternatives = new Map<number, Alternative>();
  for (const [name, choice] of definition.flags ?? []) {
    const [type, format] = name.replace(')', '').split('(');
    alternatives.set(choice, {
      definition: { ...definition, type, format: (format ?? 'NA') as PrintFormat, flags: undefined },
      type: typeText(type),
    });
  }
  return {
    width: 1,
    absent: NO_VALUE,
    text: (context, start, end) => {
      const chosen = alternatives.get(context.cursor.bytes[start]);
      if (chosen === undefined || end - start - 1 < chosen.type.width) return plain(NOT_AVAILABLE);
      return chosen.type.text(context, start + 1, end, chosen.definition);
    },
  };
}
