import { isMethod } from '../tables/httpMethods';

/** One header line. Offsets are into the bytes that were read. */
export interface HttpHeader {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The start line and headers of an HTTP/1 message. Source: RFC 9112. */
export interface HttpHead {
  readonly kind: 'request' | 'response';
  /** The first line as it was sent, without its line end. */
  readonly line: string;
  /** Of a request, else empty. */
  readonly method: string;
  readonly target: string;
  /** `HTTP/1.1`. */
  readonly version: string;
  /** Of a response, else 0. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HttpHeader[];
  /** Where the first line ends, its line end not included. */
  readonly lineEnd: number;
  /** Where the body begins; -1 where the blank line is not there. */
  readonly bodyStart: number;
}

/** A first line is not longer than this; nor is a header line. */
const LONGEST_LINE = 65536;
const MOST_HEADERS = 1000;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Reads the head of an HTTP/1 message that begins at `start`; undefined where the bytes are not one. It may be incomplete: then
 * `bodyStart` is -1 and a header that is not ended is left out.
 */
export function readHttpHead(bytes: Uint8Array, start: number, end: number): HttpHead | undefined {
  const lineEnd = endOfLine(bytes, start, Math.min(end, start + LONGEST_LINE));
  const line = latinText(bytes, start, lineEnd.text);
  const first = readStartLine(line);
  if (!first) return undefined;
  const headers: HttpHeader[] = [];
  let bodyStart = -1;
  let at = lineEnd.next;
  while (at !== -1 && at < end && headers.length < MOST_HEADERS) {
    const { text, next } = endOfLine(bytes, at, Math.min(end, at + LONGEST_LINE));
    if (next === -1) break;
    if (text === at) {
      bodyStart = next;
      break;
    }
    headers.push(readHeader(bytes, at, text));
    at = next;
  }
  return { ...first, line, headers, lineEnd: lineEnd.text, bodyStart };
}

/** The value of the first header of a name, given in lower case; undefined where there is none. */
export function headerValue({ headers }: HttpHead, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

type StartLine = Pick<HttpHead, 'kind' | 'method' | 'target' | 'version' | 'status' | 'reason'>;

function readStartLine(line: string): StartLine | undefined {
  const answer = /^(HTTP\/\d(?:\.\d)?) (\d{3})(?: (.*))?$/s.exec(line);
  if (answer) {
    const [, version, status, reason = ''] = answer;
    return { kind: 'response', method: '', target: '', version, status: Number(status), reason };
  }
  const asked = /^([A-Z][A-Z-]*) (\S+)(?: (HTTP\/\d(?:\.\d)?))?$/.exec(line);
  if (!asked) return undefined;
  const [, method, target, version = ''] = asked;
  if (!isMethod(method) || (version === '' && !/^[/*h]/.test(target))) return undefined;
  return { kind: 'request', method, target, version, status: 0, reason: '' };
}

function readHeader(bytes: Uint8Array, start: number, end: number): HttpHeader {
  const text = latinText(bytes, start, end);
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, value: '', start, end };
  return { name: text.slice(0, colon), value: text.slice(colon + 1).trim(), start, end };
}

/** Where the line at `start` ends, and where the next begins: -1 where the line is not ended before `end`. */
function endOfLine(bytes: Uint8Array, start: number, end: number): { readonly text: number; readonly next: number } {
  const newline = bytes.subarray(start, end).indexOf(NEWLINE);
  if (newline < 0) return { text: Math.max(start, end), next: -1 };
  const at = start + newline;
  return { text: at > start && bytes[at - 1] === RETURN ? at - 1 : at, next: at + 1 };
}

/** One character for each byte. */
export function latinText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)));
  }
  return text;
}
