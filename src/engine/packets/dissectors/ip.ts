import type { IpFacts } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { EtherType, ipProtocolName } from '../tables/protocols';
import { byteCount } from '../values';

/** Reads an IPv4 or IPv6 packet: its first four bits say which. */
export function readIp(reading: PacketReading, start: number, end: number): void {
  const { tree, readers } = reading;
  if (start >= tree.end) {
    reading.says('Raw', '');
    return;
  }
  const version = tree.peek(start, 1) >> 4;
  const reader = readers.byEtherType.get(version === 6 ? EtherType.IPV6 : EtherType.IPV4);
  if (reader && (version === 4 || version === 6)) {
    reader(reading, start, end);
    return;
  }
  reading.says('Raw', 'Neither IPv4 nor IPv6');
  tree.add('Data', byteCount(end - start), start, end, `The version of an IP packet is 4 or 6, not ${version}.`);
}

/** Reads what an IP packet carries. */
export function readIpPayload(reading: PacketReading, protocol: number, start: number, end: number, ip: IpFacts): void {
  const reader = reading.readers.byIpProtocol.get(protocol);
  if (reader) {
    reader(reading, start, end, ip);
    return;
  }
  const { tree } = reading;
  reading.says(ip.version === 4 ? 'IPv4' : 'IPv6', `${ipProtocolName(protocol)} (${protocol})`);
  if (start < tree.end) tree.add('Data', byteCount(end - start), start, end);
}
