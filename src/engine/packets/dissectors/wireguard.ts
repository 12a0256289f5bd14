import type { PacketReading } from '../packetReading';
import { byteCount, hexText } from '../values';

/** Message types with their lengths; transport data is at least that long. Source: the WireGuard protocol, §5.4. */
const INITIATION = { type: 1, length: 148 } as const;
const RESPONSE = { type: 2, length: 92 } as const;
const COOKIE = { type: 3, length: 64 } as const;
const TRANSPORT = { type: 4, length: 32 } as const;
const OVERHEAD = 32;
/** Type, index and counter, by which a message is named. */
const SMALLEST_CAPTURED = 16;

/** Whether a datagram looks like a WireGuard message: type, three zero bytes, and the length of that type. */
export function isWireguard(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (start + SMALLEST_CAPTURED > bytes.length) return false;
  if (length < TRANSPORT.length || bytes[start + 1] !== 0 || bytes[start + 2] !== 0 || bytes[start + 3] !== 0)
    return false;
  const fixed = [INITIATION, RESPONSE, COOKIE].find(({ type }) => type === bytes[start]);
  if (fixed) return fixed.length === length;
  return bytes[start] === TRANSPORT.type && length % 16 === 0;
}

/** Names a WireGuard message; what it holds is encrypted. */
export function readWireguard(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('WireGuard Protocol', '', start, end);
  const type = bytes[start];
  tree.add('Type', nameOf(type), start, start + 1);
  const index = (at: number): string => hexText(tree.view.getUint32(at, true), 8);
  const first = index(start + 4);
  tree.add(type === INITIATION.type || type === RESPONSE.type ? 'Sender' : 'Receiver', first, start + 4, start + 8);
  let info = `${nameOf(type)}, receiver=${first}`;
  if (type === INITIATION.type) info = `${nameOf(type)}, sender=${first}`;
  if (type === RESPONSE.type) {
    tree.add('Receiver', index(start + 8), start + 8, start + 12);
    info = `${nameOf(type)}, sender=${first}, receiver=${index(start + 8)}`;
  }
  if (type === TRANSPORT.type) {
    const counter = tree.view.getBigUint64(start + 8, true);
    const size = end - start - OVERHEAD;
    tree.add('Counter', `${counter}`, start + 8, start + 16);
    tree.add('Encrypted packet', byteCount(end - start - 16), start + 16, end);
    info =
      size === 0
        ? `Keepalive, receiver=${first}, counter=${counter}`
        : `${nameOf(type)}, receiver=${first}, counter=${counter}, datalen=${size}`;
  }
  if (end > tree.end) tree.has(end - 1, 1);
  tree.close(end, nameOf(type));
  reading.says('WireGuard', info);
}

function nameOf(type: number): string {
  return ['', 'Handshake Initiation', 'Handshake Response', 'Cookie Reply', 'Transport Data'][type] ?? `${type}`;
}
