import { type View, ViewArgumentError } from './view';

/** Words between blanks; one with blanks in it stands in quotes. */
const WORD = /'([^']*)'|"([^"]*)"|(\S+)/g;

/** Whether the word after a view's name on the command line is the view's: always, or only if it is no filter. */
export type ArgumentWord = 'none' | 'required' | 'optional';

export function argumentWord({ parameters }: View): ArgumentWord {
  if (parameters.length === 0) return 'none';
  return parameters.some(({ required, isFilter }) => required || isFilter) ? 'required' : 'optional';
}

/**
 * The arguments in one word of the command line, separated by blanks. A view that takes a single one gets the word as it
 * is, so that a filter needs no quotes of its own. Throws a `ViewArgumentError` where there are too few or too many.
 */
export function splitArguments(view: View, word: string): string[] {
  const { name, parameters } = view;
  const args = parameters.length === 1 ? [unquoted(word)].filter((text) => text !== '') : words(word);
  const required = parameters.filter((parameter) => parameter.required);
  if (args.length < required.length) {
    const missing = required[args.length];
    throw new ViewArgumentError(name, `the argument ${missing.name} is missing: ${missing.description}`);
  }
  if (args.length > parameters.length) {
    throw new ViewArgumentError(name, `takes at most ${parameters.length} arguments, but was given ${args.length}.`);
  }
  return args;
}

/** The number that an argument is. */
export function numberArgument(view: string, parameter: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new ViewArgumentError(view, `${parameter} has to be a number, not "${text}".`);
}

function words(text: string): string[] {
  return [...text.matchAll(WORD)].map(([, single, double, plain]) => single ?? double ?? plain);
}

function unquoted(text: string): string {
  const match = /^\s*(?:'([^']*)'|"([^"]*)")\s*$/.exec(text);
  return match ? (match[1] ?? match[2]) : text.trim();
}
