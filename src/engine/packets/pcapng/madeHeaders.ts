import { wordSum } from '../checksum';
import type { PayloadEnds } from '../packetReading';
import { IpProtocol } from '../tables/protocols';

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const UDP_HEADER = 8;
const TCP_HEADER = 20;
const COOKED_HEADER = 16;
const NETLINK_HARDWARE = 824;
const USUAL_HOPS = 64;
const DONT_FRAGMENT = 0x4000;
/** A sum of 0 means in UDP that there is none; its complement stands for it. Source: RFC 768. */
const NO_SUM = 0xffff;

/** Bytes of the headers that `ipHeader` makes. */
export function ipHeaderLength(ends: Pick<PayloadEnds, 'version' | 'protocol'>): number {
  return networkLength(ends) + (ends.protocol === IpProtocol.UDP ? UDP_HEADER : 0);
}

/** Bytes of the headers that `tcpHeaders` makes, without options. */
export function tcpHeadersLength(ends: Pick<PayloadEnds, 'version'>): number {
  return networkLength(ends) + TCP_HEADER;
}

/** Who sent what to whom, as far as headers say it. */
export type HeaderEnds = Omit<PayloadEnds, 'source' | 'destination'>;

/**
 * The headers that the kernel put before a payload of `length` bytes, of which `captured` are there, as far as a capture shows
 * them: addresses, ports and lengths are true, the rest is usual. Checksums are right; UDP has none where its payload was cut.
 */
export function ipHeader(ends: HeaderEnds, length: number, captured: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ipHeaderLength(ends));
  const start = networkLength(ends);
  putNetworkHeader(bytes, ends, bytes.length - start + length);
  if (ends.protocol !== IpProtocol.UDP) return bytes;
  const view = new DataView(bytes.buffer);
  const whole = Math.min(0xffff, UDP_HEADER + length);
  view.setUint16(start, ends.sourcePort);
  view.setUint16(start + 2, ends.destinationPort);
  view.setUint16(start + 4, whole);
  if (captured.length === length && whole === UDP_HEADER + length) {
    view.setUint16(start + 6, checksum(bytes, ends, captured) || NO_SUM);
  }
  return bytes;
}

/** What a TCP header says beside its ports. Numbers are taken modulo 2^32. */
export interface TcpNumbers {
  readonly sequence: number;
  readonly acknowledgement: number;
  /** Bits of `TcpFlag`. */
  readonly flags: number;
  readonly window: number;
  /** A multiple of four bytes. */
  readonly options: Uint8Array;
}

/** The headers of IP and TCP before a payload of `length` bytes, of which `captured` are there. The checksum is right where all are. */
export function tcpHeaders(ends: HeaderEnds, numbers: TcpNumbers, length: number, captured: Uint8Array): Uint8Array {
  const { options, flags, sequence, acknowledgement, window } = numbers;
  const start = networkLength(ends);
  const bytes = new Uint8Array(start + TCP_HEADER + options.length);
  putNetworkHeader(bytes, ends, bytes.length - start + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(start, ends.sourcePort);
  view.setUint16(start + 2, ends.destinationPort);
  view.setUint32(start + 4, sequence);
  view.setUint32(start + 8, acknowledgement);
  view.setUint16(start + 12, (((TCP_HEADER + options.length) / 4) << 12) | flags);
  view.setUint16(start + 14, window);
  bytes.set(options, start + TCP_HEADER);
  if (captured.length === length) view.setUint16(start + 16, checksum(bytes, ends, captured));
  return bytes;
}

/** The header that stands before netlink messages in capture files. Source: LINKTYPE_NETLINK of tcpdump.org. */
export function netlinkHeader(family: number, writes: boolean): Uint8Array {
  const bytes = new Uint8Array(COOKED_HEADER);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, writes ? 4 : 0);
  view.setUint16(2, NETLINK_HARDWARE);
  view.setUint16(14, family);
  return bytes;
}

/** Bytes of the header that `netlinkHeader` makes. */
export const NETLINK_HEADER_LENGTH = COOKED_HEADER;

function networkLength({ version }: Pick<PayloadEnds, 'version'>): number {
  return version === 4 ? IPV4_HEADER : IPV6_HEADER;
}

/** `payload`: bytes behind the header, transport header included. */
function putNetworkHeader(bytes: Uint8Array, ends: HeaderEnds, payload: number): void {
  const view = new DataView(bytes.buffer);
  const { version, protocol, sourceBytes, destinationBytes } = ends;
  if (version === 4) {
    view.setUint16(0, 0x4500);
    view.setUint16(2, Math.min(0xffff, IPV4_HEADER + payload));
    view.setUint16(6, protocol === IpProtocol.TCP ? DONT_FRAGMENT : 0);
    bytes[8] = USUAL_HOPS;
    bytes[9] = protocol;
    bytes.set(sourceBytes, 12);
    bytes.set(destinationBytes, 16);
    view.setUint16(10, 0xffff - wordSum(bytes, 0, IPV4_HEADER));
    return;
  }
  bytes[0] = 0x60;
  view.setUint16(4, Math.min(0xffff, payload));
  bytes[6] = protocol;
  bytes[7] = USUAL_HOPS;
  bytes.set(sourceBytes, 8);
  bytes.set(destinationBytes, 24);
}

/** The checksum of a transport header in `headers`, whose own field is still 0, and of its payload. Source: RFC 1071, RFC 8200 §8.1. */
function checksum(headers: Uint8Array, ends: HeaderEnds, payload: Uint8Array): number {
  const { sourceBytes, destinationBytes, protocol } = ends;
  const start = networkLength(ends);
  const pseudo = protocol + (headers.length - start) + payload.length;
  let sum = wordSum(sourceBytes, 0, sourceBytes.length, (pseudo & 0xffff) + (pseudo >>> 16));
  sum = wordSum(destinationBytes, 0, destinationBytes.length, sum);
  sum = wordSum(headers, start, headers.length, sum);
  return 0xffff - wordSum(payload, 0, payload.length, sum);
}
