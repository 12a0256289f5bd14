import { type HttpHead, headerValue, readHttpHead } from '../../packets/dissectors/httpHead';
import type { DirectionBytes } from '../directionBytes';
import { readChunks } from './chunks';

/** Most bytes of a head. */
const LONGEST_HEAD = 256 * 1024;

/** A range of a direction of a stream, in bytes. */
export interface StreamRange {
  readonly start: number;
  readonly end: number;
}

/** An HTTP/1 message in a stream. Source: RFC 9112. */
export interface HttpMessage {
  readonly head: HttpHead;
  /** The whole message, and the part of it that is its head. Offsets in the direction. */
  readonly range: StreamRange;
  readonly headRange: StreamRange;
  /** Where the body's bytes are, without the framing of chunks. */
  readonly body: readonly StreamRange[];
  /** Bytes of the body, missing ones included, and how many the capture does not hold. */
  readonly bodyLength: number;
  readonly bodyMissing: number;
  /** The message is there to its end: nothing of its framing was lost, and the stream did not end in it. */
  readonly isComplete: boolean;
}

/**
 * The messages of one direction of a stream. `methods`: of the requests that responses answer, in order: what is sent back
 * depends on them. Where a head or the size of a chunk is lost in a hole, the next message that begins with a call is looked
 * for. Never throws; messages never overlap, so that their number is bounded by the bytes.
 */
export function readHttpMessages(bytes: DirectionBytes, methods: readonly string[] = []): HttpMessage[] {
  const messages: HttpMessage[] = [];
  let answered = 0;
  let at = bytes.start;
  while (at < bytes.end) {
    const head = readHttpHead(bytes.from(at, LONGEST_HEAD), 0, Math.min(LONGEST_HEAD, bytes.end - at));
    if (!head) {
      at = nextStart(bytes, at);
      continue;
    }
    const method = head.kind === 'response' ? (methods[answered] ?? '') : '';
    const message = readMessage(bytes, at, head, method);
    messages.push(message);
    if (head.kind === 'response' && head.status >= 200) answered++;
    at = message.isComplete ? message.range.end : nextStart(bytes, message.range.end - 1);
  }
  return messages;
}

/** Where a message may begin behind a place that none could be read at: at the beginning of a later call. */
function nextStart(bytes: DirectionBytes, after: number): number {
  for (let at = bytes.nextPiece(after + 1); at < bytes.end; at = bytes.nextPiece(at + 1)) {
    const some = bytes.from(at, 4096);
    if (some.length > 0 && readHttpHead(some, 0, some.length)) return at;
  }
  return bytes.end;
}

function readMessage(bytes: DirectionBytes, start: number, head: HttpHead, method: string): HttpMessage {
  if (head.bodyStart < 0) {
    const end = Math.min(bytes.end, start + Math.max(1, bytes.from(start, LONGEST_HEAD).length));
    const range = { start, end };
    return { head, range, headRange: range, body: [], bodyLength: 0, bodyMissing: 0, isComplete: false };
  }
  const bodyStart = start + head.bodyStart;
  const { body, end, isComplete } = readBody(bytes, bodyStart, head, method);
  return {
    head,
    range: { start, end },
    headRange: { start, end: bodyStart },
    body,
    bodyLength: body.reduce((sum, range) => sum + range.end - range.start, 0),
    bodyMissing: body.reduce((sum, range) => sum + bytes.missing(range.start, range.end), 0),
    isComplete,
  };
}

interface Body {
  readonly body: readonly StreamRange[];
  readonly end: number;
  readonly isComplete: boolean;
}

/** Where a body ends. Source: RFC 9112 §6.3. */
function readBody(bytes: DirectionBytes, start: number, head: HttpHead, method: string): Body {
  const isResponse = head.kind === 'response';
  const hasNone = head.status < 200 || head.status === 204 || head.status === 304 || method === 'HEAD';
  if (isResponse && hasNone && head.status !== 101) return { body: [], end: start, isComplete: true };
  const coding = headerValue(head, 'transfer-encoding')?.toLowerCase() ?? '';
  if (/\bchunked\s*$/.test(coding)) return readChunks(bytes, start);
  const length = headerValue(head, 'content-length');
  if (length !== undefined && /^\d{1,15}$/.test(length)) {
    const end = start + Number(length);
    return {
      body: rangeOf(start, Math.min(end, bytes.end)),
      end: Math.min(end, bytes.end),
      isComplete: end <= bytes.end,
    };
  }
  // What an upgrade or CONNECT leads to is another protocol, and a response without a length goes on to the end.
  const goesOn = isResponse && method !== 'CONNECT';
  return goesOn
    ? { body: rangeOf(start, bytes.end), end: bytes.end, isComplete: true }
    : { body: [], end: start, isComplete: true };
}

function rangeOf(start: number, end: number): StreamRange[] {
  return end > start ? [{ start, end }] : [];
}
