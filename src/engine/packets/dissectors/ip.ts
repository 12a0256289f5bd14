import type { DissectionNode } from '../dissection';
import type { IpFacts } from '../layerReaders';
import { PacketReading } from '../packetReading';
import { EtherType, ipProtocolName } from '../tables/protocols';
import type { TreeBuilder } from '../treeBuilder';
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

/** Says of a fragment what became of its datagram; in the packet that completes it, reads the whole. True where that was done. */
export function readReassembled(reading: PacketReading, start: number, end: number): boolean {
  const { datagram, ...others } = reading.facts;
  if (!datagram) return false;
  const { tree } = reading;
  const { whole, fragments = [], completedBy } = datagram;
  if (!whole) {
    tree.add('Reassembled in', `packet ${completedBy}`, start, start);
    return false;
  }
  tree.open(
    'Reassembled datagram',
    byteCount(fragments.reduce((most, each) => Math.max(most, each.end), 0)),
    start,
    end,
  );
  for (const { packet, ...part } of fragments) {
    tree.add('Fragment', `packet ${packet}, bytes ${part.start} to ${part.end - 1}`, start, start);
  }
  const inner = new PacketReading(whole, whole.length, { ...others, start: 0 }, reading.readers);
  readIp(inner, 0, whole.length);
  // The fields of the datagram's own IP header are those of the fragment that began it.
  for (const layer of inner.tree.nodes.slice(1)) addCopy(tree, layer, start, end);
  tree.close(end);
  reading.prefix = inner.prefix;
  reading.says(inner.protocol, inner.info, inner.detail);
  return true;
}

/** What a summary says of a fragment whose datagram is complete. */
export function reassembledText({ facts: { datagram } }: PacketReading): string {
  return datagram ? ` [Reassembled in #${datagram.completedBy}]` : '';
}

/** A node that was read of other bytes: it stands where the packet's own payload is. */
function addCopy(
  tree: TreeBuilder,
  { name, value, problem, children }: DissectionNode,
  start: number,
  end: number,
): void {
  tree.open(name, value, start, end);
  for (const child of children) addCopy(tree, child, start, end);
  tree.close(end, undefined, problem);
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
