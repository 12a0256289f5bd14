import type { ParameterDefinition, PrintFormat } from '../capture/eventTable';
import { ERROR_NAMES } from '../capture/tables/errors';
import { SIGNAL_NAMES } from '../capture/tables/signals';
import { SYSTEM_CALLS } from '../capture/tables/systemCalls';
import { WORKING_DIRECTORY } from './parameters/stateTypes';
import { NO_VALUE, NOT_AVAILABLE } from './parameters/typeText';
import { systemCallName } from './systemCallName';

/** What parts the texts of parameters from each other, and the names of flags. */
const BETWEEN = /[ =()|]+/;

/** What parts the names in one value. */
const BETWEEN_NAMES = /[ |]+/;

/** Every letter of a number: of those that print in decimal or octal, of others, and of times, which are seconds, too. */
const IN_DECIMAL = /^[-0-9]*$/;
const IN_HEXADECIMAL = /^[-0-9a-fA-F]*$/;
const IN_SECONDS = /^[-+.0-9eEsS]*$/;

/** What any parameter may show in place of a value. */
const SUBSTITUTES: readonly string[] = [NO_VALUE, NOT_AVAILABLE, 'none', 'true', 'false'];

/** In no number, and in no name. */
const NOWHERE = '=';

const NUMBER_TYPES = /^(?:U?INT(?:8|16|32|64)|PORT|L4PROTO|SOCKFAMILY|BOOL|ABSTIME|RELTIME)$/;
const FD_TYPES = /^FD(?:32)?$/;
const THREAD_TYPES = /^PID(?:32)?$/;
const FLAG_TYPES = /^(?:(?:ENUM)?FLAGS(?:8|16|32)|MODE)$/;

/** What a text has to have in it to satisfy a check. */
export interface TextPart {
  /** In small letters, where `anyCase` is true. */
  readonly text: string;
  readonly anyCase: boolean;
  /** The text has to begin with it. */
  readonly isStart: boolean;
  /** Whether bytes have it in them. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean;
  /** The same of what stands in its text, anywhere. */
  within(text: string): TextPart;
}

/** What events look up when their text is written, as far as it is known of a trace. */
export interface KnownTexts {
  /** Every name that a thread has; undefined where there may be others. */
  readonly threadNames: readonly string[] | undefined;
  /** Whether an fd may be shown with a text in it. */
  fdMayHold(part: TextPart): boolean;
}

const ERRORS: readonly string[] = [...ERROR_NAMES.values()];
const SIGNALS: readonly string[] = [...SIGNAL_NAMES.values()];
const CALLS: readonly string[] = SYSTEM_CALLS.map((_, code) => systemCallName(code));

/** The parts of a text that stand together wherever it stands in the text of an event's parameters. */
export function partsOf({ text }: TextPart): readonly string[] {
  return text.split(BETWEEN).filter((part) => part !== '');
}

/** Whether the value of a parameter, or what it stands for, may have a text in it. */
export function valueMayHold(definition: ParameterDefinition, part: TextPart, known: KnownTexts): boolean {
  return part.text.split(BETWEEN_NAMES).every((each) => canHold(definition, each, part, known));
}

/** Whether `name=value(resolved)` of a parameter may have a text in it. */
export function mayHold(definition: ParameterDefinition, part: TextPart, known: KnownTexts): boolean {
  if (!partsOf(part).every((each) => partMayStand(definition, each, part, known))) return false;
  const [, named] = /([^ =()|]*)=/.exec(part.text) ?? [];
  // Numbers and names have no sign of equality in them: the one that there is stands behind the parameter's name.
  return (
    named === undefined ||
    canHold(definition, NOWHERE, part, known) ||
    folded(definition.name, part.anyCase).endsWith(named)
  );
}

/** Whether `name=value(resolved)` of a parameter may have such a part of a text in it. */
function partMayStand(definition: ParameterDefinition, each: string, part: TextPart, known: KnownTexts): boolean {
  return hasIn(definition.name, each, part.anyCase) || canHold(definition, each, part, known);
}

/** Whether the text of a parameter may have such a part in it: of numbers and names it is known what they can be. */
function canHold(
  { type, format, flags = [] }: ParameterDefinition,
  each: string,
  part: TextPart,
  { threadNames, fdMayHold }: KnownTexts,
): boolean {
  const isIn = (word: string): boolean => hasIn(word, each, part.anyCase);
  if (SUBSTITUTES.some(isIn)) return true;
  const isNumber = lettersOf(type, format).test(each);
  if (NUMBER_TYPES.test(type)) return isNumber;
  if (FLAG_TYPES.test(type)) return isNumber || flags.some(([name]) => isIn(name));
  if (type === 'ERRNO') return isNumber || ERRORS.some(isIn);
  if (type === 'SIGTYPE' || type === 'SIGSET') return isNumber || SIGNALS.some(isIn);
  if (type === 'SYSCALLID') return isNumber || CALLS.some(isIn);
  if (FD_TYPES.test(type)) {
    return isNumber || isIn(WORKING_DIRECTORY) || ERRORS.some(isIn) || fdMayHold(part.within(each));
  }
  if (THREAD_TYPES.test(type) && threadNames) return isNumber || threadNames.some(isIn);
  return true;
}

function lettersOf(type: string, format: PrintFormat): RegExp {
  if (type === 'RELTIME') return IN_SECONDS;
  return format === 'HEX' ? IN_HEXADECIMAL : IN_DECIMAL;
}

function hasIn(word: string, part: string, anyCase: boolean): boolean {
  return folded(word, anyCase).includes(part);
}

function folded(word: string, anyCase: boolean): string {
  return anyCase ? word.toLowerCase() : word;
}
