import { decodeText, encodeText } from '../base/text';

const ESCAPES: Readonly<Record<string, number>> = {
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  '\\': 0x5c,
  '/': 0x2f,
  // A backslash before a blank stands for itself, and takes the blank with it; old rule files rely on it.
  ' ': 0x5c,
};

const HEXADECIMAL = /^[0-9A-Fa-f]{2}$/;

/** What a quoted value means, or why and where (from its opening quote) it means nothing. */
export type Unquoted =
  | { readonly bytes: Uint8Array }
  | { readonly message: string; readonly start: number; readonly end: number };

/** The bytes of a value in quotes, escapes resolved. Source: facts/filter-language.md §1. */
export function unquote(quoted: string): Unquoted {
  const quote = quoted.charAt(0);
  const bytes: number[] = [];
  let plain = 1;
  const flush = (end: number): void => {
    for (const byte of encodeText(quoted.slice(plain, end))) bytes.push(byte);
  };
  const last = quoted.length - 1;
  let at = quoted.indexOf('\\');
  while (at >= 0 && at < last) {
    flush(at);
    const letter = quoted.charAt(at + 1);
    const meaning = letter === quote ? quote.charCodeAt(0) : ESCAPES[letter];
    let length = 2;
    if (letter === 'x') {
      const digits = quoted.slice(at + 2, at + 4);
      if (!HEXADECIMAL.test(digits) || at + 4 > last) {
        return { message: "'\\x' needs two hexadecimal digits.", start: at, end: Math.min(at + 4, last) };
      }
      bytes.push(Number.parseInt(digits, 16));
      length = 4;
    } else if (meaning === undefined) {
      return { message: `'\\${letter}' is not an escape; write '\\\\' for a backslash.`, start: at, end: at + 2 };
    } else {
      bytes.push(meaning);
    }
    plain = at + length;
    at = quoted.indexOf('\\', plain);
  }
  flush(last);
  return { bytes: Uint8Array.from(bytes) };
}

const BARE_VALUE = /^[^ \t\b\r\n()=,"'\\]+$/;

/** How a value is written: bare where that means the same, else in double quotes. */
export function quoteValue(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  const faithful = sameBytes(encodeText(text), bytes);
  if (faithful && BARE_VALUE.test(text)) return text;
  const characters = faithful ? [...text] : Array.from(bytes, (byte) => String.fromCharCode(byte));
  return `"${characters.map((character) => escaped(character, faithful)).join('')}"`;
}

function escaped(character: string, isText: boolean): string {
  const code = character.charCodeAt(0);
  // A backslash as \x5c: a quote after a backslash would not close.
  const plain = code >= 0x20 && code !== 0x22 && code !== 0x5c && (isText || code < 0x7f);
  return plain ? character : `\\x${code.toString(16).padStart(2, '0')}`;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
