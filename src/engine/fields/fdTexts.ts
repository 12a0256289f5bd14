import { type FdVersion, NO_FD, type TextId } from '../base/brands';
import type { ByteDictionary } from '../base/byteDictionary';
import { endOfText } from '../base/text';
import type { TextPart } from '../format/parameterParts';
import { isPrintable } from '../format/plainText';
import { NameForm } from '../state/fdVersions';
import { Family } from '../state/socketTuple';
import type { Trace } from '../trace/trace';

/** Every letter of addresses and ports, and of what stands before them and between. */
const IN_ADDRESSES = /^[-0-9a-fA-F.:]*$/;
/** What stands before a name has these, and no more than two letters between them. */
const IN_BRACKETS = /[<>]/;
const MOST_LETTERS = 2;
/** Where in the tuple of a unix socket its path begins. Source: facts/param-types.md §3. */
const UNIX_PATH = 17;
/** In place of an address that is none. */
const SUBSTITUTES = 'invalid path ipv4 ipv6 family unknown';

/** So many answers are remembered. */
const MOST_ANSWERS = 64;

/** The names of all fds of a trace that does not change any more, each once. */
export class FdTexts {
  private readonly texts: Uint8Array;
  private readonly tuples: Uint8Array;
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly trace: Trace) {
    const { fds } = trace;
    this.texts = new Uint8Array(trace.texts.size);
    this.tuples = new Uint8Array(trace.tuples.size);
    for (let version = NO_FD + 1; version < fds.length; version++) {
      const form = fds.get(version as FdVersion, 'nameForm');
      if (form === NameForm.TEXT) this.texts[fds.get(version as FdVersion, 'name')] = 1;
      else if (form !== NameForm.NONE) this.tuples[fds.get(version as FdVersion, 'name')] = 1;
    }
  }

  /** Whether an fd may be shown with a text in it. */
  mayHold(part: TextPart): boolean {
    const key = `${part.anyCase ? 'i' : ''}${part.text}`;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.find(part);
      if (this.answers.size >= MOST_ANSWERS) this.answers.clear();
      this.answers.set(key, answer);
    }
    return answer;
  }

  private find(part: TextPart): boolean {
    const { text } = part;
    if (text.length <= MOST_LETTERS || IN_ADDRESSES.test(text) || IN_BRACKETS.test(text)) return true;
    if (SUBSTITUTES.includes(text.toLowerCase())) return true;
    const { texts, tuples } = this.trace;
    // Of internet addresses it is known what they can be; a unix socket has a path.
    return anyShows(texts, this.texts, part, (start) => start) || anyShows(tuples, this.tuples, part, pathOf(tuples));
  }
}

/** Where the path of a tuple begins; -1 where it has none. */
function pathOf({ pooled }: ByteDictionary): (start: number) => number {
  return (start) => (pooled[start] === Family.UNIX ? start + UNIX_PATH : -1);
}

/** Whether one of the marked entries may be shown with a text in it. What is not printable is shown otherwise. */
function anyShows(
  entries: ByteDictionary,
  marked: Uint8Array,
  part: TextPart,
  shownFrom: (start: number) => number,
): boolean {
  const { pooled } = entries;
  for (let id = 0; id < marked.length; id++) {
    if (marked[id] === 0) continue;
    const from = shownFrom(entries.startOf(id as TextId));
    if (from < 0) continue;
    const end = endOfText(pooled, from, entries.endOf(id as TextId));
    if (part.isIn(pooled, from, end) || !isPlain(pooled, from, end)) return true;
  }
  return false;
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isPrintable(bytes[at])) return false;
  return true;
}
