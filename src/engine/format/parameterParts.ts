import { EVENT_TYPES, isGeneric, type ParameterDefinition } from '../capture/eventTable';
import { ERROR_NAMES } from '../capture/tables/errors';
import { SIGNAL_NAMES } from '../capture/tables/signals';
import { NO_VALUE, NOT_AVAILABLE } from './parameters/typeText';

/** What parts the texts of parameters from each other, and the names of flags. */
const BETWEEN = /[ =()|]+/;

/** Every letter of a number, be it decimal, octal, hexadecimal, or a fraction of seconds. */
const IN_NUMBERS = /^[-+.0-9a-fA-FxXs]+$/;

/** What any parameter may show in place of a value. */
const SUBSTITUTES: readonly string[] = [NO_VALUE, NOT_AVAILABLE, 'none', 'true', 'false'];

/** In no number, and in no name. */
const NOWHERE = '\0';

const NUMBER_TYPES = /^(?:U?INT(?:8|16|32|64)|PORT|L4PROTO|SOCKFAMILY|BOOL|ABSTIME|RELTIME)$/;
const FLAG_TYPES = /^(?:(?:ENUM)?FLAGS(?:8|16|32)|MODE)$/;

const ERRORS: readonly string[] = [...ERROR_NAMES.values()];
const SIGNALS: readonly string[] = [...SIGNAL_NAMES.values()];

/** The parts of a text that stand together wherever it stands in the text of an event's parameters. */
export function partsOf(text: string): readonly string[] {
  return text.split(BETWEEN).filter((part) => part !== '');
}

/** Whether the text of a parameter may have such a part in it: of numbers and names it is known what they can be. */
export function canHold({ type, flags = [] }: ParameterDefinition, part: string): boolean {
  const isIn = (word: string): boolean => word.includes(part);
  if (SUBSTITUTES.some(isIn)) return true;
  const isNumber = IN_NUMBERS.test(part);
  if (NUMBER_TYPES.test(type)) return isNumber;
  if (FLAG_TYPES.test(type)) return isNumber || flags.some(([name]) => isIn(name));
  if (type === 'ERRNO') return isNumber || ERRORS.some(isIn);
  if (type === 'SIGTYPE' || type === 'SIGSET') return isNumber || SIGNALS.some(isIn);
  return true;
}

/** Whether `name=value(resolved)` of a parameter may have a text in it. */
export function mayHold(definition: ParameterDefinition, text: string): boolean {
  const parts = partsOf(text);
  if (!parts.every((part) => definition.name.includes(part) || canHold(definition, part))) return false;
  const [, named] = /([^ =()|]*)=/.exec(text) ?? [];
  // Numbers and names have no sign of equality in them: the one that there is stands behind the parameter's name.
  return named === undefined || canHold(definition, NOWHERE) || definition.name.endsWith(named);
}

/** Whether the text of all parameters of an event of a type may have such a part in it. */
export function typeCanHold(type: number, part: string): boolean {
  if (isGeneric(type)) return false;
  return EVENT_TYPES[type].parameters.some((definition) => definition.name.includes(part) || canHold(definition, part));
}
