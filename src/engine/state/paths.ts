import { decodeText, encodeText } from '../base/text';

const SLASH = 0x2f;
const DOT = 0x2e;

/** Longer paths are not resolved (facts/param-types.md §10). */
const LONGEST_PATH = 1024;
const TOO_LONG = encodeText('/DIR_TOO_LONG/FILENAME_TOO_LONG');

/** The directory of a path that needs none. */
export const NO_DIRECTORY: Uint8Array = new Uint8Array(0);

/** What stands for a directory fd that is not in the table. */
export const UNKNOWN_DIRECTORY = encodeText('<UNKNOWN>');

/**
 * Whether `PathJoiner` would leave a path as it is, whatever the directory: most paths that are opened are such, and looking
 * takes less than joining. False for some that are, such as those with names that begin with a dot.
 */
export function isSettled(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || end - start > LONGEST_PATH || bytes[start] !== SLASH || bytes[end - 1] === SLASH) return false;
  let before = SLASH;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at];
    if (before === SLASH && (byte === SLASH || byte === DOT)) return false;
    before = byte;
  }
  return true;
}

/**
 * Joins a directory and a path and normalises the result, on bytes and without allocation: `result[0, length)` holds it
 * until the next call. Source: facts/param-types.md §10.
 */
export class PathJoiner {
  result = new Uint8Array(2 * LONGEST_PATH);
  length = 0;

  /** The path `bytes[start, end)` seen from a directory; an absolute path, or an empty directory, stands alone. */
  join(directory: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
    const alone = directory.length === 0 || (start < end && bytes[start] === SLASH);
    if ((alone ? 0 : directory.length + 1) + end - start > LONGEST_PATH) {
      this.result.set(TOO_LONG);
      this.length = TOO_LONG.length;
      return;
    }
    this.length = 0;
    const absolute = alone ? start < end && bytes[start] === SLASH : directory[0] === SLASH;
    if (!alone) this.appendComponents(directory, 0, directory.length, absolute);
    this.appendComponents(bytes, start, end, absolute);
    if (this.length === 0 && absolute) this.result[this.length++] = SLASH;
  }

  /** The same for texts. */
  joinTexts(directory: string, path: string): string {
    const bytes = encodeText(path);
    this.join(encodeText(directory), bytes, 0, bytes.length);
    return decodeText(this.result.subarray(0, this.length));
  }

  /** Makes sure that the result ends with a slash, as working directories are kept. */
  closeWithSlash(): void {
    if (this.length === 0 || this.result[this.length - 1] !== SLASH) this.result[this.length++] = SLASH;
  }

  private appendComponents(bytes: Uint8Array, start: number, end: number, absolute: boolean): void {
    const { result } = this;
    for (let at = start; at < end; at++) {
      const from = at;
      while (at < end && bytes[at] !== SLASH) at++;
      const size = at - from;
      if (size === 0 || (size === 1 && bytes[from] === DOT)) continue;
      if (size === 2 && bytes[from] === DOT && bytes[from + 1] === DOT) {
        this.dropComponent();
        continue;
      }
      let { length } = this;
      if (absolute || length > 0) result[length++] = SLASH;
      for (let byte = from; byte < at; byte++) result[length++] = bytes[byte];
      this.length = length;
    }
  }

  private dropComponent(): void {
    while (this.length > 0) {
      this.length--;
      if (this.result[this.length] === SLASH) return;
    }
  }
}
