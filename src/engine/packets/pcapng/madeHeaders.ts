import { wordSum } from '../checksum';
import type { PayloadEnds } from '../packetReading';
import { IpProtocol } from '../tables/protocols';

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const UDP_HEADER = 8;
const COOKED_HEADER = 16;
const NETLINK_HARDWARE = 824;
const USUAL_HOPS = 64;

/** Bytes of the headers that `ipHeader` makes. */
export function ipHeaderLength({ version, protocol }: PayloadEnds): number {
  return (version === 4 ? IPV4_HEADER : IPV6_HEADER) + (protocol === IpProtocol.UDP ? UDP_HEADER : 0);
}

/**
 * The headers that the kernel put before a payload of `length` bytes, as far as a capture shows them: addresses, ports and
 * lengths are true, the rest is usual. UDP has no checksum.
 */
export function ipHeader(ends: PayloadEnds, length: number): Uint8Array {
  const bytes = new Uint8Array(ipHeaderLength(ends));
  const view = new DataView(bytes.buffer);
  const { version, protocol, sourceBytes, destinationBytes, sourcePort, destinationPort } = ends;
  const start = version === 4 ? IPV4_HEADER : IPV6_HEADER;
  const payload = bytes.length - start + length;
  if (version === 4) {
    view.setUint16(0, 0x4500);
    view.setUint16(2, Math.min(0xffff, bytes.length + length));
    bytes[8] = USUAL_HOPS;
    bytes[9] = protocol;
    bytes.set(sourceBytes, 12);
    bytes.set(destinationBytes, 16);
    view.setUint16(10, 0xffff - wordSum(bytes, 0, IPV4_HEADER));
  } else {
    bytes[0] = 0x60;
    view.setUint16(4, Math.min(0xffff, payload));
    bytes[6] = protocol;
    bytes[7] = USUAL_HOPS;
    bytes.set(sourceBytes, 8);
    bytes.set(destinationBytes, 24);
  }
  if (protocol === IpProtocol.UDP) {
    view.setUint16(start, sourcePort);
    view.setUint16(start + 2, destinationPort);
    view.setUint16(start + 4, Math.min(0xffff, payload));
  }
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
