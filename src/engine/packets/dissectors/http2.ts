import type { PacketReading } from '../packetReading';
import { http2FlagsText, http2FrameName } from '../tables/http2Frames';
import { byteCount } from '../values';
import { latinText } from './httpHead';

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const HEADER = 9;
const LAST_TYPE = 9;

/** Whether a client begins HTTP/2 here. Source: RFC 9113 §3.4. */
export function hasHttp2Preface(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= PREFACE.length && latinText(bytes, start, start + PREFACE.length) === PREFACE;
}

/** Reads the headers of HTTP/2 frames, from the preface on where there is one. */
export function readHttp2(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('HyperText Transfer Protocol 2', '', start, end);
  const names: string[] = [];
  let at = start;
  if (hasHttp2Preface(bytes, start, Math.min(end, tree.end))) {
    tree.add('Preface', 'PRI * HTTP/2.0', at, at + PREFACE.length);
    at += PREFACE.length;
    names.push('Magic');
  }
  while (at < end && tree.has(at, HEADER)) {
    const length = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    const type = bytes[at + 3];
    const stream = tree.peek(at + 5, 4) & 0x7fffffff;
    const name = `${http2FrameName(type)}[${stream}]`;
    tree.open('Frame', `${name}, ${byteCount(length)}`, at, at + HEADER + length);
    tree.add('Length', `${length}`, at, at + 3);
    tree.add(
      'Type',
      `${http2FrameName(type)} (${type})`,
      at + 3,
      at + 4,
      type > LAST_TYPE ? 'The type is not known.' : undefined,
    );
    tree.add('Flags', http2FlagsText(type, bytes[at + 4]), at + 4, at + 5);
    tree.add('Stream', `${stream}`, at + 5, at + HEADER);
    tree.close();
    names.push(name);
    at += HEADER + length;
  }
  tree.close(end, names.join(', '));
  reading.says('HTTP2', names.join(', '));
}
