import { looksLikeHttp } from '../dissectors/http1';
import { headerValue, latinText, readHttpHead } from '../dissectors/httpHead';
import { looksLikeTls } from '../dissectors/tls';
import { isMethod } from '../tables/httpMethods';
import { ChunkReader } from './chunkReader';

/** What a segment's data is to the messages of its direction. */
export const PayloadKind = { OWN: 0, REPEATED: 1, BEGINS: 2, CONTINUES: 3, COMPLETES: 4 } as const;
export type PayloadKind = (typeof PayloadKind)[keyof typeof PayloadKind];

const LONGEST_HEAD = 65536;
const NEWLINE = 0x0a;
const RECORD_HEADER = 5;

/** Inside which part of a message the next byte is. */
type Part = 'between' | 'head' | 'body' | 'chunks' | 'until the end' | 'record';

/** Finds where messages of HTTP/1 and records of TLS begin and end in one direction of a conversation. */
export class MessageFramer {
  private part: Part = 'between';
  /** Bytes of a head that has not ended. */
  private head: Uint8Array = new Uint8Array(0);
  /** Bytes that the body or record still has. */
  private left = 0;
  private readonly chunks = new ChunkReader();

  /** Takes the data of the next segment in order. */
  take(bytes: Uint8Array, isTlsPort: boolean): PayloadKind {
    const wasBetween = this.part === 'between';
    let at = 0;
    let completed = 0;
    while (at < bytes.length) {
      at = this.advance(bytes, at, isTlsPort);
      if (this.part === 'between') completed++;
    }
    if (wasBetween) return this.part === 'between' || completed > 0 ? PayloadKind.OWN : PayloadKind.BEGINS;
    return completed > 0 ? PayloadKind.COMPLETES : PayloadKind.CONTINUES;
  }

  /** The direction ended: a message that lasts until then is complete. */
  end(): boolean {
    const isCompleted = this.part === 'until the end';
    this.reset();
    return isCompleted;
  }

  /** Data is missing or came twice: what follows is taken for a beginning. */
  reset(): void {
    this.part = 'between';
    this.head = new Uint8Array(0);
  }

  /** Reads on from `at`; returns how far. */
  private advance(bytes: Uint8Array, at: number, isTlsPort: boolean): number {
    switch (this.part) {
      case 'between':
        return this.begin(bytes, at, isTlsPort);
      case 'head':
        return this.readHead(bytes, at);
      case 'body':
      case 'record': {
        const taken = Math.min(this.left, bytes.length - at);
        this.left -= taken;
        if (this.left === 0) this.part = 'between';
        return at + taken;
      }
      case 'chunks': {
        const next = this.chunks.take(bytes, at);
        if (this.chunks.isDone) this.part = 'between';
        return next;
      }
      case 'until the end':
        return bytes.length;
    }
  }

  private begin(bytes: Uint8Array, at: number, isTlsPort: boolean): number {
    if (looksLikeTls(bytes, at, bytes.length, isTlsPort)) {
      this.left = RECORD_HEADER + ((bytes[at + 3] << 8) | bytes[at + 4]);
      this.part = 'record';
      return at;
    }
    if (!looksLikeHttp(bytes, at, bytes.length) && !mayBecomeHttp(bytes, at)) return bytes.length;
    this.part = 'head';
    this.head = new Uint8Array(0);
    return at;
  }

  private readHead(bytes: Uint8Array, at: number): number {
    const before = this.head.length;
    const head = joined(this.head, bytes.subarray(at));
    const read = readHttpHead(head, 0, head.length);
    if (!read && mayBecomeHttp(head, 0)) {
      this.head = head;
      return bytes.length;
    }
    if (!read || (read.bodyStart < 0 && head.length > LONGEST_HEAD)) {
      this.reset();
      return bytes.length;
    }
    if (read.bodyStart < 0) {
      this.head = head;
      return bytes.length;
    }
    this.head = new Uint8Array(0);
    const length = headerValue(read, 'content-length');
    const hasNoBody = read.kind === 'response' && (read.status < 200 || read.status === 204 || read.status === 304);
    if (hasNoBody) this.part = 'between';
    else if (/\bchunked\s*$/i.test(headerValue(read, 'transfer-encoding') ?? '')) {
      this.chunks.begin();
      this.part = 'chunks';
    } else if (length !== undefined && /^\d{1,15}$/.test(length)) {
      this.left = Number(length);
      this.part = this.left === 0 ? 'between' : 'body';
    } else this.part = read.kind === 'response' ? 'until the end' : 'between';
    return at + read.bodyStart - before;
  }
}

/** Whether a first line begins that does not end yet. */
function mayBecomeHttp(bytes: Uint8Array, at: number): boolean {
  if (bytes.length - at > LONGEST_HEAD || bytes.subarray(at).includes(NEWLINE)) return false;
  const [word, ...rest] = latinText(bytes, at, Math.min(bytes.length, at + 16)).split(' ');
  return rest.length > 0 && (isMethod(word) || /^HTTP\/1\.[01]$/.test(word));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
