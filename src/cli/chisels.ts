import { findView } from '../engine/views/catalogue';
import { type View, ViewArgumentError, type ViewContext } from '../engine/views/view';
import { argumentWord, splitArguments } from '../engine/views/viewArguments';
import { ViewRunner } from '../engine/views/viewRunner';
import type { EventConsumer } from './consumers';
import { RequestError } from './requestError';

/** A chisel with the word of the command line that is its arguments; empty for none. */
export interface AskedChisel {
  readonly view: View;
  readonly word: string;
}

/** The chisels of a command line, and the words that are left for the filter. */
export interface AskedChisels {
  readonly chisels: readonly AskedChisel[];
  readonly filter: readonly string[];
}

/**
 * Finds the chisels and gives each its word: one that needs arguments takes the next word, one that can do without takes it
 * unless it is a filter. Throws a `RequestError` for a name that no chisel has.
 */
export function askChisels(
  names: readonly string[],
  words: readonly string[],
  isFilter: (word: string) => boolean,
): AskedChisels {
  let next = 0;
  const chisels = names.map((name): AskedChisel => {
    const view = findView(name);
    if (!view) throw new RequestError(`There is no chisel named '${name}'; scaplens -cl lists them.`);
    const takes = argumentWord(view);
    const isTaken = next < words.length && (takes === 'required' || (takes === 'optional' && !isFilter(words[next])));
    return { view, word: isTaken ? words[next++] : '' };
  });
  return { chisels, filter: words.slice(next) };
}

/** A chisel that takes the delivered events. Throws a `RequestError` where its arguments are not valid. */
export function chiselConsumer({ view, word }: AskedChisel, context: ViewContext): EventConsumer {
  try {
    return new ViewRunner(view, splitArguments(view, word), context);
  } catch (error) {
    if (error instanceof ViewArgumentError) throw new RequestError(error.message);
    throw error;
  }
}
