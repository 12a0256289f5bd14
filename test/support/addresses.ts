import { ByteWriter } from './byteWriter';

const FAMILY_UNIX = 1;
const FAMILY_IPV4 = 2;
const FAMILY_IPV6 = 10;

/** An address and a port, as text `10.0.0.1:80` or `2001:db8::1:80` (the port follows the last colon). */
export interface Endpoint {
  /** 4 or 16 bytes in network order. */
  readonly address: Uint8Array;
  readonly port: number;
}

/** The bytes of a dotted IPv4 or a colon-separated IPv6 address, in network order. */
export function addressBytes(text: string): Uint8Array {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255)) throw new Error(`Not an address: ${text}`);
    return Uint8Array.from(parts);
  }
  const [head, tail, ...more] = text.split('::');
  const groups = (part: string | undefined): number[] =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const before = groups(head);
  const after = groups(tail);
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...new Array<number>(Math.max(0, missing)).fill(0), ...after];
  if (more.length > 0 || all.length !== 8 || all.some((group) => !(group >= 0 && group <= 0xffff))) {
    throw new Error(`Not an address: ${text}`);
  }
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

/** Reads `address:port`. */
export function endpoint(text: string): Endpoint {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon < 0 || !Number.isInteger(port) || port < 0 || port > 0xffff) {
    throw new Error(`Not address:port: ${text}`);
  }
  return { address: addressBytes(text.slice(0, colon)), port };
}

/** A SOCKADDR parameter from `address:port` or a unix path (`/…`). Source: facts/param-types.md §3. */
export function socketAddress(text: string): Uint8Array {
  if (text === '' || text.startsWith('/')) {
    return new ByteWriter().uint8(FAMILY_UNIX).raw(new TextEncoder().encode(`${text}\0`)).bytes;
  }
  const { address, port } = endpoint(text);
  return new ByteWriter().uint8(familyOf(address)).raw(address).uint16(port).bytes;
}

/** A SOCKTUPLE parameter from `source:port->destination:port` or unix `hex->hex path`. */
export function socketTuple(text: string): Uint8Array {
  const unix = /^([0-9a-f]+)->([0-9a-f]+)(?: (.*))?$/.exec(text);
  if (unix) {
    const [, source, destination, path = ''] = unix;
    const out = new ByteWriter()
      .uint8(FAMILY_UNIX)
      .int64(BigInt(`0x${source}`))
      .int64(BigInt(`0x${destination}`));
    return out.raw(new TextEncoder().encode(`${path}\0`)).bytes;
  }
  const [source, destination, ...more] = text.split('->').map(endpoint);
  if (!destination || more.length > 0 || source.address.length !== destination.address.length) {
    throw new Error(`Not a tuple: ${text}`);
  }
  const out = new ByteWriter().uint8(familyOf(source.address));
  return out.raw(source.address).uint16(source.port).raw(destination.address).uint16(destination.port).bytes;
}

function familyOf(address: Uint8Array): number {
  return address.length === 4 ? FAMILY_IPV4 : FAMILY_IPV6;
}
