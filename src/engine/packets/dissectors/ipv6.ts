import { ipv6Text } from '../../format/addressText';
import { wordSum } from '../checksum';
import type { PacketReading } from '../packetReading';
import { ipv6OptionName } from '../tables/ipOptions';
import { IpProtocol, ipProtocolName } from '../tables/protocols';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { byteCount, hexBytes, hexText } from '../values';
import { readIpPayload, readReassembled } from './ip';

const HEADER = 40;
/** Nobody sends more of them; a hostile packet may. */
const MOST_EXTENSIONS = 16;

/** Reads an IPv6 packet with its extension headers. Source: RFC 8200. */
export function readIpv6(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('Internet Protocol Version 6', '', start);
  reading.says('IPv6', '');
  if (!tree.has(start, HEADER)) {
    tree.close(tree.end);
    return;
  }
  tree.number('Version, traffic class and flow label', start, 4, firstWordText);
  const payloadLength = tree.number('Payload length', start + 4, 2);
  const next = tree.number('Next header', start + 6, 1, (value) => `${ipProtocolName(value)} (${value})`);
  tree.number('Hop limit', start + 7, 1);
  const [source, destination] = [ipv6Text(bytes, start + 8), ipv6Text(bytes, start + 24)];
  tree.add('Source', source, start + 8, start + 24);
  tree.add('Destination', destination, start + 24, start + 40);
  reading.between(source, destination);
  const payloadEnd = payloadLength === 0 ? end : Math.min(end, start + HEADER + payloadLength);
  tree.close(start + HEADER, `${source} → ${destination}`);
  readExtensions(reading, next, start, payloadEnd);
}

/** Reads the chain of extension headers, then the payload. */
function readExtensions(reading: PacketReading, first: number, packet: number, end: number): void {
  const { tree } = reading;
  let next = first;
  let at = packet + HEADER;
  let fragment: FragmentHeader | undefined;
  for (let count = 0; EXTENSIONS.has(next) && count < MOST_EXTENSIONS && fragment === undefined; count++) {
    tree.open(EXTENSIONS.get(next) ?? '', '', at);
    const following = tree.number('Next header', at, 1, (value) => `${ipProtocolName(value)} (${value})`);
    const length = extensionLength(tree, next, at);
    if (following === CUT || length === CUT || !tree.has(at, length)) {
      tree.close(tree.end);
      return;
    }
    if (next === IpProtocol.FRAGMENT) fragment = readFragmentHeader(tree, at, following);
    else if (next === IpProtocol.ROUTING) addRouting(tree, at, at + length);
    else if (next !== IpProtocol.AUTHENTICATION) addOptions(tree, at + 2, at + length);
    tree.close(at + length);
    at += length;
    next = following;
  }
  const isFragment = fragment !== undefined && (fragment.offset > 0 || fragment.hasMore);
  if (isFragment && readReassembled(reading, at, end)) return;
  const pseudoSum = wordSum(reading.bytes, packet + 8, packet + HEADER, next);
  if (next === IpProtocol.NO_NEXT_HEADER) reading.says('IPv6', 'IPv6 no next header');
  else if (fragment === undefined || fragment.offset === 0) {
    const ip = { version: 6 as const, pseudoSum, isFragment, hopLimit: reading.bytes[packet + 7] };
    reading.partial(isFragment, () => readIpPayload(reading, next, at, end, ip));
  } else if (at < tree.end) tree.add('Data', byteCount(end - at), at, end);
  if (fragment && isFragment) reading.says('IPv6', fragmentInfo(fragment));
}

function firstWordText(value: number): string {
  return `${value >>> 28}, ${hexText((value >>> 20) & 255, 2)}, ${hexText(value & 0xfffff, 5)}`;
}

/** Bytes of an extension header. Authentication counts in words less two, the others in double words less one. */
function extensionLength(tree: TreeBuilder, type: number, at: number): number {
  if (type === IpProtocol.FRAGMENT) return 8;
  const units = tree.number('Length', at + 1, 1);
  if (units === CUT) return CUT;
  return type === IpProtocol.AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
}

interface FragmentHeader {
  readonly offset: number;
  readonly hasMore: boolean;
  readonly id: number;
  readonly protocol: number;
}

function readFragmentHeader(tree: TreeBuilder, at: number, protocol: number): FragmentHeader {
  const word = tree.number(
    'Fragment offset',
    at + 2,
    2,
    (value) => `${value & 0xfff8}, ${value & 1 ? 'more follow' : 'the last'}`,
  );
  const id = tree.number('Identification', at + 4, 4, (value) => hexText(value, 8));
  return { offset: word & 0xfff8, hasMore: (word & 1) !== 0, id, protocol };
}

function fragmentInfo({ offset, hasMore, id, protocol }: FragmentHeader): string {
  return `IPv6 fragment (off=${offset} more=${hasMore ? 'y' : 'n'} ident=${hexText(id, 8)} nxt=${protocol})`;
}

function addRouting(tree: TreeBuilder, at: number, end: number): void {
  const type = tree.number('Routing type', at + 2, 1);
  tree.number('Segments left', at + 3, 1);
  const isAddresses = type === 0 || type === 2 || type === 4;
  for (let place = at + 8; isAddresses && place + 16 <= end; place += 16) {
    tree.add('Address', ipv6Text(tree.bytes, place), place, place + 16);
  }
}

function addOptions(tree: TreeBuilder, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const type = tree.bytes[at];
    const length = type === 0 ? 1 : 2 + Math.max(0, tree.peek(at + 1, 1));
    const last = Math.min(end, at + length);
    tree.add(ipv6OptionName(type), hexBytes(tree.bytes, Math.min(at + 2, last), last), at, last);
    at += length;
  }
}

const EXTENSIONS: ReadonlyMap<number, string> = new Map([
  [IpProtocol.HOP_BY_HOP, 'Hop-by-hop options'],
  [IpProtocol.ROUTING, 'Routing header'],
  [IpProtocol.FRAGMENT, 'Fragment header'],
  [IpProtocol.AUTHENTICATION, 'Authentication header'],
  [IpProtocol.DESTINATION_OPTIONS, 'Destination options'],
  [IpProtocol.MOBILITY, 'Mobility header'],
]);
