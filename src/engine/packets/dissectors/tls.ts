import type { PacketReading } from '../packetReading';
import { tlsContentName, tlsHandshakeName, tlsVersionName } from '../tables/tlsNames';
import { byteCount, hexText } from '../values';
import { readHello } from './tlsHello';

const RECORD_HEADER = 5;
const HANDSHAKE_HEADER = 4;
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
/** Longest record. Source: RFC 8446 §5.2, RFC 5246 §6.2.3. */
const LONGEST_RECORD = 16384 + 2048;

/** Whether a TLS record begins here: by its header, and on a port that is not TLS's own only a handshake. */
export function looksLikeTls(bytes: Uint8Array, start: number, end: number, hasPort: boolean): boolean {
  if (end - start < RECORD_HEADER) return false;
  const length = (bytes[start + 3] << 8) | bytes[start + 4];
  const isRecord =
    tlsContentName(bytes[start]) !== undefined &&
    tlsVersionName((bytes[start + 1] << 8) | bytes[start + 2]) !== undefined &&
    length > 0 &&
    length <= LONGEST_RECORD;
  return isRecord && (hasPort || bytes[start] === HANDSHAKE);
}

/** Reads the records of a segment; of handshakes the hello messages. Source: RFC 8446 §4, §5. */
export function readTls(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('Transport Layer Security', '', start, end);
  const names: string[] = [];
  let detail = '';
  let protocol = '';
  let at = start;
  while (at + RECORD_HEADER <= Math.min(end, tree.end) && looksLikeTls(bytes, at, tree.end, true)) {
    const version = tlsVersionName(tree.peek(at + 1, 2)) ?? '';
    const length = tree.peek(at + 3, 2);
    const recordEnd = at + RECORD_HEADER + length;
    const hello = addRecord(reading, at, Math.min(recordEnd, end));
    names.push(hello.name);
    if (hello.detail !== '') detail = hello.detail;
    if (protocol === '' || hello.version !== undefined) protocol = hello.version ?? version;
    at = recordEnd;
  }
  tree.close(end, names.join(', '));
  reading.says(protocol === '' ? 'TLS' : protocol, names.join(', '), detail);
}

interface RecordName {
  readonly name: string;
  /** The version that a server chose. */
  readonly version: string | undefined;
  /** The server's name and the protocols that a hello names. */
  readonly detail: string;
}

function addRecord({ tree, bytes }: PacketReading, at: number, end: number): RecordName {
  const type = bytes[at];
  const content = tlsContentName(type) ?? '';
  const handshakeType = type === HANDSHAKE && at + RECORD_HEADER < tree.end ? bytes[at + RECORD_HEADER] : -1;
  const message = tlsHandshakeName(handshakeType);
  const encrypted = type === HANDSHAKE ? 'Encrypted Handshake Message' : content;
  tree.open('Record', message ?? encrypted, at, end);
  tree.add('Content type', `${content} (${type})`, at, at + 1);
  tree.number('Version', at + 1, 2, (value) => `${tlsVersionName(value)} (${hexText(value, 4)})`);
  tree.number('Length', at + 3, 2);
  let version: string | undefined;
  let detail = '';
  const body = at + RECORD_HEADER;
  if (handshakeType === CLIENT_HELLO || handshakeType === SERVER_HELLO) {
    const hello = readHello(tree, body, body + HANDSHAKE_HEADER, end, handshakeType === CLIENT_HELLO);
    if (handshakeType === SERVER_HELLO) version = hello.version;
    detail = hello.names;
  } else if (body < end) tree.add(message ?? 'Data', byteCount(end - body), body, end);
  tree.close(end);
  return { name: message ?? encrypted, version, detail };
}
