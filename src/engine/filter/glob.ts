import { lowerCase } from './bytes';
import type { ByteTest } from './byteTests';

const STAR = 0x2a;
const QUESTION = 0x3f;
const BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const DASH = 0x2d;
const BANG = 0x21;
const CARET = 0x5e;

/** One position of a pattern: any run of bytes, or one byte out of a set of 256. */
type Step = 'any' | Uint8Array;

/**
 * The test of a shell pattern against the whole text: `*`, `?`, `[a-z]`, `[!a-z]`, a backslash before any of them; `*`
 * matches `/` and leading dots too. Source: facts/filter-language.md §3, POSIX fnmatch without flags, byte by byte.
 * For `anyCase` the pattern has to be in small letters.
 */
export function globTest(pattern: Uint8Array, anyCase: boolean): ByteTest {
  const steps = readSteps(pattern);
  return (bytes, start, end) => {
    let step = 0;
    let at = start;
    let starStep = -1;
    let starAt = 0;
    while (at < end) {
      const wanted = steps[step];
      if (wanted === 'any') {
        starStep = step++;
        starAt = at;
      } else if (wanted !== undefined && wanted[anyCase ? lowerCase(bytes[at]) : bytes[at]] === 1) {
        step++;
        at++;
      } else if (starStep >= 0) {
        // Only the last star has to be tried again: an earlier one that matched more would leave less for it.
        step = starStep + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (steps[step] === 'any') step++;
    return step === steps.length;
  };
}

function readSteps(pattern: Uint8Array): Step[] {
  const steps: Step[] = [];
  let at = 0;
  // Where no bracket closes from some place on, none closes later: look only once.
  let closes = true;
  while (at < pattern.length) {
    const byte = pattern[at];
    const set = byte === BRACKET && closes ? readSet(pattern, at) : undefined;
    if (byte === BRACKET && !set) closes = false;
    if (set) {
      steps.push(set.bytes);
      at = set.end;
    } else if (byte === STAR) {
      if (steps[steps.length - 1] !== 'any') steps.push('any');
      at++;
    } else if (byte === QUESTION) {
      steps.push(ANY_BYTE);
      at++;
    } else {
      if (byte === BACKSLASH && at + 1 < pattern.length) at++;
      steps.push(SINGLE_BYTES[pattern[at]]);
      at++;
    }
  }
  return steps;
}

/** The set that `[` at `start` begins; undefined where no `]` closes it: then it stands for itself. */
function readSet(pattern: Uint8Array, start: number): { bytes: Uint8Array; end: number } | undefined {
  let at = start + 1;
  const negated = pattern[at] === BANG || pattern[at] === CARET;
  if (negated) at++;
  const bytes = new Uint8Array(256);
  for (let first = true; at < pattern.length; first = false) {
    if (pattern[at] === CLOSING_BRACKET && !first) {
      return { bytes: negated ? bytes.map((bit) => 1 - bit) : bytes, end: at + 1 };
    }
    if (pattern[at] === BACKSLASH && at + 1 < pattern.length) at++;
    const from = pattern[at++];
    let to = from;
    if (pattern[at] === DASH && at + 1 < pattern.length && pattern[at + 1] !== CLOSING_BRACKET) {
      at++;
      if (pattern[at] === BACKSLASH && at + 1 < pattern.length) at++;
      to = pattern[at++];
    }
    for (let byte = from; byte <= to; byte++) bytes[byte] = 1;
  }
  return undefined;
}

const ANY_BYTE = new Uint8Array(256).fill(1);
const SINGLE_BYTES: readonly Uint8Array[] = Array.from({ length: 256 }, (_, byte) => {
  const set = new Uint8Array(256);
  set[byte] = 1;
  return set;
});
