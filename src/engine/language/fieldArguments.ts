import { FIELDS, findField } from '../fields/catalogue';
import type { Field } from '../fields/field';
import { argumentCandidate, type Candidate, dottedCandidate } from './completionItems';
import type { LanguageEnvironment } from './environment';

/** What is asked of captures for the arguments of a field stands behind its name. */
export const ARGUMENTS_OF = '[]';

/** Most arguments of captures in one list. */
const MOST_ARGUMENTS = 200;

/** What could stand in the square brackets of a field. `closing`: what has to be written behind it. */
export async function bracketCandidates(
  name: string,
  written: string,
  closing: string,
  environment: LanguageEnvironment,
): Promise<readonly Candidate[]> {
  const argument = findField(name)?.argument;
  if (!argument?.inBrackets) return [];
  const quote = /^["']/.exec(written)?.[0] ?? '';
  const names = await argumentsOf(name, written.slice(quote.length).replace(/["']$/, ''), environment);
  return names.map((each) => argumentCandidate(each, argument.noun, quote, closing));
}

/** Fields with an argument behind a dot, such as `evt.arg.res`, for one that is being written so. */
export async function dottedCandidates(
  written: string,
  environment: LanguageEnvironment,
): Promise<readonly Candidate[]> {
  const field = FIELDS.find((each) => written.startsWith(`${each.name}.`) && hasDottedNames(each));
  if (!field) return [];
  const names = await argumentsOf(field.name, written.slice(field.name.length + 1), environment);
  const canFollow = (name: string): boolean => field.argument?.nameLength?.(name, 0) === name.length;
  return names.filter(canFollow).map((argument) => dottedCandidate(field, argument));
}

function hasDottedNames({ argument }: Field): boolean {
  return argument?.nameLength !== undefined && (argument.values !== undefined || argument.named !== undefined);
}

/** The arguments that open captures name, by how many events have them, then those that are known beside them. */
async function argumentsOf(
  name: string,
  prefix: string,
  { values: ask }: LanguageEnvironment,
): Promise<readonly string[]> {
  const { values = [], named } = findField(name)?.argument ?? {};
  const request = { field: `${name}${ARGUMENTS_OF}`, prefix, limit: MOST_ARGUMENTS };
  const answer = named && (await ask?.(request).catch(() => undefined));
  return [...new Set([...(answer?.values.map(({ text }) => text) ?? []), ...values])];
}
