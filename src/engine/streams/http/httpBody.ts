import { Inflate } from 'pako';
import { type HttpHead, headerValue } from '../../packets/dissectors/httpHead';
import { type DirectionBytes, join } from '../directionBytes';
import type { HttpMessage } from './httpMessages';

/** Most bytes that a body is shown of, sent or inflated: a compressed body of a few bytes can hold terabytes. */
export const LARGEST_BODY = 16 * 1024 * 1024;

/** The body of a message as it was meant: without chunks and compression. */
export interface HttpBody {
  readonly bytes: Uint8Array;
  /** Why this is not all of it, as a sentence; undefined where it is. */
  readonly lack: string | undefined;
}

/** Puts a body together. Never throws. */
export function httpBody(message: HttpMessage, bytes: DirectionBytes): HttpBody {
  const sent = sentBody(message, bytes);
  const coding = (headerValue(message.head, 'content-encoding') ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return sent;
  if (!/^(x-)?gzip$|^deflate$/.test(coding)) {
    return { bytes: sent.bytes, lack: `The body is compressed as '${coding}', which is not undone here.` };
  }
  return inflate(sent, coding);
}

/** The bytes up to the first hole. */
function sentBody(message: HttpMessage, bytes: DirectionBytes): HttpBody {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const { start, end } of message.body) {
    const part = bytes.from(start, Math.min(end - start, LARGEST_BODY - length));
    parts.push(part);
    length += part.length;
    if (part.length < end - start) break;
  }
  return { bytes: join(parts.length > 0 ? parts : [new Uint8Array(0)]), lack: lackOf(message, length) };
}

function lackOf(message: HttpMessage, held: number): string | undefined {
  if (held >= LARGEST_BODY) return `Only the first ${LARGEST_BODY} bytes of the body are shown.`;
  if (held < message.bodyLength) {
    return `The capture holds ${held} of ${message.bodyLength} bytes before the first gap (${message.bodyMissing} are missing).`;
  }
  return message.isComplete ? undefined : 'The stream ends within the body.';
}

/** What of a compressed body can be inflated: all before the first byte that is missing or wrong. */
function inflate(sent: HttpBody, coding: string): HttpBody {
  const parts: Uint8Array[] = [];
  let length = 0;
  const raw = coding === 'deflate' && !isZlib(sent.bytes);
  const inflater = new Inflate({ raw, chunkSize: 64 * 1024 });
  inflater.onData = (chunk: Uint8Array): void => {
    const fitting = chunk.subarray(0, LARGEST_BODY - length);
    parts.push(fitting.slice());
    length += fitting.length;
    // The one way to stop what would go on to inflate: it is caught below.
    if (length >= LARGEST_BODY) throw new InflateStop();
  };
  let lack = sent.lack;
  try {
    inflater.push(sent.bytes, true);
    if (inflater.err !== 0 && lack === undefined) lack = 'The compressed body is damaged.';
  } catch (error) {
    if (!(error instanceof InflateStop)) throw error;
    lack = `Only the first ${LARGEST_BODY} bytes of the inflated body are shown.`;
  }
  return { bytes: join(parts.length > 0 ? parts : [new Uint8Array(0)]), lack };
}

class InflateStop extends Error {
  readonly reason = 'too-large';
}

/** Some servers send bare deflate data where the standard wants it in zlib's format. Source: RFC 1950 §2.2. */
function isZlib(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && (bytes[0] & 0x0f) === 8 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
}

/** The media type of a message without parameters, in lower case; empty where it does not say. */
export function mediaType(head: HttpHead): string {
  return (headerValue(head, 'content-type') ?? '').split(';', 1)[0].trim().toLowerCase();
}
