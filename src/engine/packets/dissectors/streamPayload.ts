import type { PacketReading } from '../packetReading';
import { DNS_PORT, HTTP_PORTS, TLS_PORTS } from '../tables/ports';
import { byteCount } from '../values';
import { addDns, dnsInfo } from './dns';
import { addHttp, looksLikeHttp } from './http1';
import { hasHttp2Preface, readHttp2 } from './http2';
import { looksLikeTls, readTls } from './tls';

/** The ends of a conversation. */
export interface StreamPorts {
  readonly source: number;
  readonly destination: number;
}

const NEWLINE = 0x0a;
const SEGMENT = '[TCP segment of a reassembled PDU]';

/** Reads the data of a TCP segment: by what the conversation says of it, by its ports, or by what it looks like. */
export function readStreamPayload(reading: PacketReading, ports: StreamPorts, start: number, end: number): void {
  const { tree } = reading;
  if (start < end && start >= tree.end) {
    tree.has(start, 1);
    return;
  }
  const payload = reading.facts.tcp?.payload ?? { kind: 'own' };
  switch (payload.kind) {
    case 'repeated':
      tree.add('Data', byteCount(end - start), start, end);
      break;
    case 'begins':
    case 'continues':
      readPart(reading, start, end, payload.kind === 'begins');
      break;
    case 'completes':
      readWhole(reading, payload.message, start, end);
      break;
    case 'own':
      readOwn(reading, ports, start, end);
  }
}

function readOwn(reading: PacketReading, ports: StreamPorts, start: number, end: number): void {
  const { tree, bytes } = reading;
  const captured = Math.min(end, tree.end);
  if (isDns(ports)) readDnsStream(reading, start, end);
  else if (hasHttp2Preface(bytes, start, captured)) readHttp2(reading, start, end);
  else if (looksLikeTls(bytes, start, captured, isTls(ports))) readTls(reading, start, end);
  else if (looksLikeHttp(bytes, start, captured)) readHttp(reading, bytes, start, end, true);
  else {
    // On a port of HTTP a line is waited for that does not end yet.
    const mayGoOn = isHttp(ports) && !bytes.subarray(start, captured).includes(NEWLINE);
    if (mayGoOn) reading.says(reading.protocol, `${reading.info} ${SEGMENT}`);
    tree.add('Data', byteCount(end - start), start, end);
  }
}

/** Part of a message that goes on: what begins it is shown, and the summary stays that of the segment. */
function readPart(reading: PacketReading, start: number, end: number, begins: boolean): void {
  const { tree, bytes } = reading;
  const text =
    begins && looksLikeHttp(bytes, start, Math.min(end, tree.end))
      ? addHttp(tree, bytes, start, end, start)
      : undefined;
  if (!text) tree.add('Part of a message', byteCount(end - start), start, end);
  if (text?.hasHead) reading.says('TCP', `${text.line}  ${SEGMENT}`);
  else reading.says('TCP', `${reading.info} ${SEGMENT}`);
}

/** The end of a message: it is read whole, and shown at the place of its last bytes. */
function readWhole(reading: PacketReading, message: Uint8Array, start: number, end: number): void {
  const { tree } = reading;
  tree.open('Message', `${byteCount(message.length)}, of which these are the last`, start, end);
  if (looksLikeHttp(message, 0, message.length)) readHttp(reading, message, 0, message.length, false);
  tree.close(end);
}

/** Reads HTTP messages that follow one another in bytes that are the packet's own, or were put together. */
function readHttp(reading: PacketReading, bytes: Uint8Array, start: number, end: number, isOwn: boolean): void {
  const infos: string[] = [];
  for (let at = start; at < end; ) {
    const text = addHttp(reading.tree, bytes, at, end, isOwn ? at : undefined);
    if (!text) break;
    infos.push(text.info);
    reading.says(text.protocol, infos.join(''));
    at = text.next;
  }
}

function readDnsStream(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  const length = tree.number('Length of the message', start, 2);
  if (length < 0 || start + 2 >= tree.end) return;
  const message = addDns(tree, start + 2, Math.min(end, start + 2 + length), 'Domain Name System');
  if (message.isIncomplete) tree.isCut = true;
  reading.says('DNS', dnsInfo(message));
}

function isDns({ source, destination }: StreamPorts): boolean {
  return source === DNS_PORT || destination === DNS_PORT;
}

function isHttp({ source, destination }: StreamPorts): boolean {
  return HTTP_PORTS.has(source) || HTTP_PORTS.has(destination);
}

function isTls({ source, destination }: StreamPorts): boolean {
  return TLS_PORTS.has(source) || TLS_PORTS.has(destination);
}
