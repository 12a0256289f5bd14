import { RE2JS } from 're2js';
import { decodeText } from '../base/text';
import type { ByteTest } from './byteTests';
import { MOST_REGEX_STEPS } from './filterLimits';

/** Why a pattern is none, and where in it; with what could stand there instead. */
export interface RegexMistake {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly instead?: string;
}

const FLAGS = RE2JS.LONGEST_MATCH | RE2JS.MULTILINE | RE2JS.DISABLE_UNICODE_GROUPS;

/** What other dialects have, with what says the same in this one. */
const INSTEAD: Readonly<Record<string, string>> = {
  '\\d': '[0-9]',
  '\\D': '[^0-9]',
  '\\w': '[0-9A-Za-z_]',
  '\\W': '[^0-9A-Za-z_]',
  '\\s': '[[:space:]]',
  '\\S': '[^[:space:]]',
};

/**
 * What is wrong with a pattern; undefined where nothing is. The syntax is that of egrep as RE2 reads it in its POSIX mode,
 * as in libs: no `\d`, no `(?i)`. Source: facts/filter-language.md §3.
 */
export function regexMistake(pattern: string): RegexMistake | undefined {
  const foreign = foreignPart(pattern);
  if (foreign) return foreign;
  try {
    compiledRegex(pattern);
    return undefined;
  } catch (error) {
    const { message, part } = describe(error);
    const at = part === '' ? -1 : pattern.lastIndexOf(part);
    const range = at < 0 ? { start: 0, end: pattern.length } : { start: at, end: at + part.length };
    return { message: `This is no regular expression: ${message}.`, ...range };
  }
}

/** What the regular expressions of one filter may take together: bigger ones take longer to make than anybody waits. */
export class RegexAllowance {
  private left = MOST_REGEX_STEPS;

  /** Whether these patterns are still allowed. */
  take(patterns: readonly Uint8Array[]): boolean {
    for (const pattern of patterns) {
      if (this.left < 0) break;
      this.left -= pattern.length > MOST_REGEX_STEPS ? pattern.length : regexSize(decodeText(pattern));
    }
    return this.left >= 0;
  }
}

/** Why patterns are not allowed. */
export function tooManySteps(patterns: number): string {
  const subject = patterns === 1 ? 'This pattern is too large' : 'These patterns are too large';
  return `${subject}: all of a filter may take ${MOST_REGEX_STEPS} steps, with their repetitions written out.`;
}

/** Compiled patterns, the one that was used last at the end: one text is checked, compiled and asked again and again. */
const compiledRegexes = new Map<string, RE2JS>();
const MOST_KEPT = 50;

function compiledRegex(pattern: string): RE2JS {
  const compiled = compiledRegexes.get(pattern) ?? RE2JS.compile(pattern, FLAGS);
  compiledRegexes.delete(pattern);
  compiledRegexes.set(pattern, compiled);
  for (const oldest of compiledRegexes.keys()) {
    if (compiledRegexes.size <= MOST_KEPT) break;
    compiledRegexes.delete(oldest);
  }
  return compiled;
}

/** Whether the whole text matches a pattern that has no mistake; in a time linear in the text's length. */
export function regexTest(pattern: Uint8Array): ByteTest {
  const compiled = compiledRegex(decodeText(pattern));
  return (bytes, start, end) => compiled.matches(decodeText(bytes.subarray(start, end)));
}

/** What only other dialects have. */
function foreignPart(pattern: string): RegexMistake | undefined {
  let inClass = false;
  for (let start = 0; start < pattern.length; start++) {
    const character = pattern[start];
    const end = start + 2;
    const part = pattern.slice(start, end);
    if (character === '\\') {
      start++;
      if (!/[dDsSwWbBAzCQE]/.test(part[1] ?? '')) continue;
      const instead = inClass ? undefined : INSTEAD[part];
      const message = `'${part}' has no meaning here${instead ? `; write ${instead}` : ''}.`;
      return { message, start: end - 2, end, ...(instead && { instead }) };
    }
    if (inClass) {
      // `[:alpha:]` in brackets.
      if (part === '[:') start = Math.max(start, pattern.indexOf(':]', end) + 1);
      else if (character === ']') inClass = false;
    } else if (character === '[') {
      inClass = true;
      if (pattern[start + 1] === '^') start++;
      if (pattern[start + 1] === ']') start++;
    } else if (part === '(?') {
      return { message: "'(?' has no meaning here: groups have no options.", start, end };
    }
  }
  return undefined;
}

function describe(error: unknown): { message: string; part: string } {
  const text = error instanceof Error ? error.message : String(error);
  const [, message, part] = /^(?:error parsing regexp: )?(.*?)(?:: `([\s\S]*)`)?$/.exec(text) ?? [];
  return { message: message ?? text, part: part ?? '' };
}

/** About how many steps a pattern has once its repetitions are written out. */
function regexSize(pattern: string): number {
  const open: number[] = [];
  let size = 0;
  let last = 0;
  for (let at = 0; at < pattern.length && size <= MOST_REGEX_STEPS; at++) {
    const character = pattern[at];
    if (character === '(') {
      open.push(size);
      size = 0;
      last = 0;
    } else if (character === ')') {
      last = size + 1;
      size = (open.pop() ?? 0) + last;
    } else if (character === '{') {
      const [whole, least, most] = /^\{([0-9]{1,4})(?:,([0-9]{0,4}))?\}/.exec(pattern.slice(at, at + 12)) ?? [];
      const times = Math.max(Number(least ?? 1), Number(most || 0), 1);
      size += last * (times - 1);
      at += (whole?.length ?? 1) - 1;
    } else {
      if (character === '\\') at++;
      last = 1;
      size++;
    }
  }
  return size + open.reduce((sum, each) => sum + each, 0);
}
