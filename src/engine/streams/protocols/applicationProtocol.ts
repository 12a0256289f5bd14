import type { DirectionBytes } from '../directionBytes';

/** What one side said at once: a command, a reply. Texts are the capture's own, and hostile. */
export interface SpokenMessage {
  /** Offsets among the bytes of the direction. */
  readonly start: number;
  readonly end: number;
  /** In a few words: `SET greeting, 5 bytes`. */
  readonly text: string;
  /** `note`: neither asks nor answers, such as a greeting. `silent`: a request that nobody answers. */
  readonly role: 'request' | 'silent' | 'response' | 'note';
  /** The response says that it did not work. */
  readonly failed: boolean;
  /** What request and response have in common where they need not come in the same order; undefined: they come in order. */
  readonly id: string | undefined;
}

/** A protocol of programs beside HTTP and DNS. None of its functions throws, whatever the bytes. */
export interface ApplicationProtocol {
  readonly name: string;
  /** Whether these are the two directions of a conversation in it, told by the first bytes; either may be empty. */
  readonly speaks: (client: Uint8Array, server: Uint8Array) => boolean;
  readonly requests: (bytes: DirectionBytes) => SpokenMessage[];
  readonly responses: (bytes: DirectionBytes) => SpokenMessage[];
}

/** How many of the first bytes tell a protocol. */
export const TELLING_BYTES = 256;
/** Most messages that are read of one direction. */
export const MOST_MESSAGES = 100_000;
/** Longest text of a message, in characters. */
const LONGEST_TEXT = 200;

/** What a reader of one message found: where it ends and what it says; or that it cannot be read here. */
export type ReadMessage = Omit<SpokenMessage, 'start'> | undefined;

/**
 * Reads message after message. Where none begins, or its beginning is lost in a hole, the beginning of the next call is tried.
 * `read` gets an offset and gives the message that begins there.
 */
export function readMessages(bytes: DirectionBytes, read: (at: number) => ReadMessage): SpokenMessage[] {
  const messages: SpokenMessage[] = [];
  const { pieces, end } = bytes;
  let piece = 0;
  let at = bytes.start;
  while (at < end && messages.length < MOST_MESSAGES) {
    const message = read(at);
    if (message && message.end > at) {
      messages.push({ start: at, ...message, end: Math.min(end, message.end) });
      at = message.end;
      continue;
    }
    while (piece < pieces.length && pieces[piece].start <= at) piece++;
    at = piece < pieces.length ? pieces[piece].start : end;
  }
  return messages;
}

/** A message that is read like others and says no more than that. */
export function message(
  end: number,
  role: SpokenMessage['role'],
  text: string,
  more: Partial<SpokenMessage> = {},
): Omit<SpokenMessage, 'start'> {
  return { end, role, text: shortened(text), failed: false, id: undefined, ...more };
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

/** Bytes as text of at most so many characters, invalid UTF-8 replaced. */
export function textOf(bytes: Uint8Array, most = LONGEST_TEXT): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 4 * most));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** `1 byte`, `5 bytes`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** The line at an offset without its end, and where the next begins; undefined where it does not end within `longest` bytes. */
export function lineAt(
  bytes: DirectionBytes,
  at: number,
  longest: number,
): { readonly line: string; readonly next: number } | undefined {
  const some = bytes.from(at, longest);
  const end = some.indexOf(0x0a);
  if (end < 0) return undefined;
  return { line: textOf(some.subarray(0, end > 0 && some[end - 1] === 0x0d ? end - 1 : end)), next: at + end + 1 };
}

/** A big-endian number of 1 to 4 bytes, or -1 where the bytes are not all there. */
export function bigEndian(bytes: Uint8Array, at: number, width: number): number {
  if (at < 0 || at + width > bytes.length) return -1;
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + bytes[at + index];
  return value;
}

/** The text up to a zero byte, and where what follows begins; the whole rest where there is none. */
export function zeroEnded(bytes: Uint8Array, at: number): { readonly text: string; readonly next: number } {
  const zero = bytes.indexOf(0, at);
  const end = zero < 0 ? bytes.length : zero;
  return { text: textOf(bytes.subarray(at, end)), next: Math.min(bytes.length, end + 1) };
}

/** The bytes as characters, for patterns. */
export function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, TELLING_BYTES));
}
