import { ipv4Text } from '../../format/addressText';
import { wordSum } from '../checksum';
import type { PacketReading } from '../packetReading';
import { ipOptionName } from '../tables/ipOptions';
import { ipProtocolName } from '../tables/protocols';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { byteCount, hexBytes, hexText } from '../values';
import { readIpPayload, readReassembled, reassembledText } from './ip';

const SMALLEST_HEADER = 20;
const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;

/** Reads an IPv4 packet. `end` is where the bytes end that may belong to it. Source: RFC 791. */
export function readIpv4(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('Internet Protocol Version 4', '', start);
  reading.says('IPv4', '');
  const first = tree.number(
    'Version and header length',
    start,
    1,
    (value) => `${value >> 4}, ${(value & 15) * 4} bytes`,
  );
  const headerLength = (first & 15) * 4;
  const isHeader = first >> 4 === 4 && headerLength >= SMALLEST_HEADER;
  if (first !== CUT && !isHeader) {
    const text =
      first >> 4 !== 4
        ? `Bogus IP version (${first >> 4}, must be 4)`
        : `Bogus IP header length (${headerLength}, must be at least 20)`;
    reading.says('IPv4', text);
    tree.close(tree.end, undefined, `${text}.`);
    return;
  }
  if (!tree.has(start, SMALLEST_HEADER)) {
    tree.close(tree.end);
    return;
  }
  addTypeOfService(tree, start + 1);
  const totalLength = tree.number('Total length', start + 2, 2);
  const id = tree.number('Identification', start + 4, 2, (value) => `${hexText(value, 4)} (${value})`);
  const fragment = addFragment(tree, start + 6);
  tree.number('Time to live', start + 8, 1);
  const protocol = tree.number('Protocol', start + 9, 1, (value) => `${ipProtocolName(value)} (${value})`);
  reading.checksum(start + 10, start, start + headerLength);
  const [source, destination] = [ipv4Text(bytes, start + 12), ipv4Text(bytes, start + 16)];
  tree.add('Source', source, start + 12, start + 16);
  tree.add('Destination', destination, start + 16, start + 20);
  reading.between(source, destination);
  if (headerLength > SMALLEST_HEADER) addOptions(tree, start + SMALLEST_HEADER, start + headerLength);
  // Segmentation that the network card should have done leaves no length.
  const length = totalLength === 0 ? end - start : totalLength;
  if (length < headerLength) {
    const text = `Bogus IP length (${totalLength}, less than header length ${headerLength})`;
    reading.says('IPv4', text);
    tree.close(start + headerLength, `${source} → ${destination}`, `${text}.`);
    return;
  }
  const payloadEnd = Math.min(end, start + length);
  const tooLong =
    start + length > end ? `The packet ends ${byteCount(start + length - end)} before its length.` : undefined;
  tree.close(start + headerLength, `${source} → ${destination}`, reading.isQuoted ? undefined : tooLong);
  readFragment(reading, { id, protocol, ...fragment }, start, start + headerLength, payloadEnd);
}

interface Fragment {
  readonly id: number;
  readonly protocol: number;
  readonly offset: number;
  readonly hasMore: boolean;
}

function readFragment(
  reading: PacketReading,
  { id, protocol, offset, hasMore }: Fragment,
  packet: number,
  start: number,
  end: number,
): void {
  const isFragment = offset > 0 || hasMore;
  if (isFragment && readReassembled(reading, start, end)) return;
  const pseudoSum = wordSum(reading.bytes, packet + 12, packet + 20, protocol);
  if (offset === 0) {
    const ip = { version: 4 as const, pseudoSum, isFragment, hopLimit: reading.bytes[packet + 8] };
    reading.partial(isFragment, () => readIpPayload(reading, protocol, start, end, ip));
  } else if (start < reading.tree.end) reading.tree.add('Data', byteCount(end - start), start, end);
  if (!isFragment) return;
  const place = `off=${offset}, ID=${id.toString(16).padStart(4, '0')}`;
  const whole = reassembledText(reading);
  reading.says('IPv4', `Fragmented IP protocol (proto=${ipProtocolName(protocol)} ${protocol}, ${place})${whole}`);
}

function addTypeOfService(tree: TreeBuilder, at: number): void {
  tree.number(
    'Differentiated services',
    at,
    1,
    (value) => `${hexText(value, 2)}: DSCP ${value >> 2}, ECN ${value & 3}`,
  );
}

function addFragment(tree: TreeBuilder, at: number): { readonly offset: number; readonly hasMore: boolean } {
  const value = tree.peek(at, 2);
  const offset = (value & 0x1fff) * 8;
  const hasMore = (value & 0x2000) !== 0;
  const flags = [(value & 0x4000) !== 0 ? "don't fragment" : '', hasMore ? 'more fragments' : ''].filter(
    (flag) => flag !== '',
  );
  tree.add('Flags', flags.length === 0 ? 'none' : flags.join(', '), at, at + 2);
  tree.add('Fragment offset', `${offset}`, at, at + 2);
  return { offset, hasMore };
}

function addOptions(tree: TreeBuilder, start: number, end: number): void {
  tree.open('Options', byteCount(end - start), start, end);
  let at = start;
  while (at < end && tree.has(at, 1)) {
    const type = tree.bytes[at];
    const length = type === END_OF_OPTIONS || type === NO_OPERATION ? 1 : tree.peek(at + 1, 1);
    if (length === CUT || (length < 2 && type > NO_OPERATION) || at + length > end) {
      tree.add(ipOptionName(type), '', at, end, 'The length of the option is wrong.');
      break;
    }
    tree.add(ipOptionName(type), hexBytes(tree.bytes, at + 2, Math.min(at + length, tree.end)), at, at + length);
    at += length;
    if (type === END_OF_OPTIONS) break;
  }
  tree.close(end);
}
