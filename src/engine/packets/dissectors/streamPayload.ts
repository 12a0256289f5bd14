import type { PacketReading } from '../packetReading';
import { DNS_PORT, HTTP_PORTS, TLS_PORTS } from '../tables/ports';
import { byteCount } from '../values';
import { addDns, dnsInfo } from './dns';
import { addHttp, continuationInfo, type HttpText, looksLikeHttp } from './http1';
import { hasHttp2Preface, readHttp2 } from './http2';
import { looksLikeTls, readTls } from './tls';

/** The ends of a conversation. */
export interface StreamPorts {
  readonly source: number;
  readonly destination: number;
}

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
  else if (looksLikeHttp(bytes, start, captured)) sayHttp(reading, addHttp(tree, bytes, start, end, start));
  else {
    if (isHttp(ports)) reading.says('HTTP', continuationInfo());
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
  const text = addHttp(tree, message, 0, message.length, undefined);
  tree.close(end);
  sayHttp(reading, text);
}

function sayHttp(reading: PacketReading, text: HttpText): void {
  reading.says(text.protocol, text.info);
}

function readDnsStream(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  const length = tree.number('Length of the message', start, 2);
  if (length < 0 || start + 2 >= tree.end) return;
  reading.says('DNS', dnsInfo(addDns(tree, start + 2, Math.min(end, start + 2 + length), 'Domain Name System')));
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
