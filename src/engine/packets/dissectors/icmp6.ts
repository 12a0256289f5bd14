import { ipv6Text } from '../../format/addressText';
import type { IpFacts } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { icmp6Info, icmp6TypeName } from '../tables/icmpCodes';
import { EtherType } from '../tables/protocols';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { byteCount, hardwareAddressText, hexBytes, hexText } from '../values';

const Type = {
  LAST_ERROR: 127,
  ECHO: 128,
  ECHO_REPLY: 129,
  ROUTER_SOLICITATION: 133,
  ROUTER_ADVERTISEMENT: 134,
  NEIGHBOR_SOLICITATION: 135,
  NEIGHBOR_ADVERTISEMENT: 136,
} as const;

const HEADER = 8;

/** Where the options of neighbour discovery begin, by type. Source: RFC 4861 §4. */
const OPTIONS_AT: ReadonlyMap<number, number> = new Map([
  [Type.ROUTER_SOLICITATION, 8],
  [Type.ROUTER_ADVERTISEMENT, 16],
  [Type.NEIGHBOR_SOLICITATION, 24],
  [Type.NEIGHBOR_ADVERTISEMENT, 24],
]);

/** Reads an ICMPv6 message, with the original that an error embeds. Source: RFC 4443, 4861. */
export function readIcmp6(reading: PacketReading, start: number, end: number, ip: IpFacts): void {
  const { tree } = reading;
  tree.open('Internet Control Message Protocol v6', '', start);
  reading.says('ICMPv6', '');
  const type = tree.number('Type', start, 1, (value) => `${icmp6TypeName(value)} (${value})`);
  const code = tree.number('Code', start + 1, 1);
  if (code === CUT) {
    tree.close(tree.end);
    return;
  }
  reading.says('ICMPv6', icmp6Info(type, code));
  const unverifiable = ip.isFragment || reading.isQuoted ? 'the message is not whole' : '';
  reading.checksum(start + 2, start, end, ip.pseudoSum + (end - start), unverifiable);
  if (type === Type.ECHO || type === Type.ECHO_REPLY) addEcho(reading, type, start, ip);
  else if (OPTIONS_AT.has(type)) addDiscovery(reading, type, start, end);
  if (type > Type.LAST_ERROR) {
    if (end > tree.end && type !== Type.ECHO && type !== Type.ECHO_REPLY) tree.has(end - 1, 1);
    tree.close(end, icmp6Info(type, code));
    return;
  }
  tree.close(start + HEADER, icmp6Info(type, code));
  const reader = reading.readers.byEtherType.get(EtherType.IPV6);
  if (start + HEADER >= tree.end || !reader) return;
  tree.open('Original packet', '', start + HEADER, end);
  reading.quoted(() => reader(reading, start + HEADER, end));
  tree.close(end);
}

function addEcho(reading: PacketReading, type: number, start: number, { hopLimit }: IpFacts): void {
  const { tree } = reading;
  const id = tree.number('Identifier', start + 4, 2, (value) => hexText(value, 4));
  const sequence = tree.number('Sequence number', start + 6, 2);
  if (sequence === CUT) return;
  const { answers } = reading.facts;
  const answered = answers === undefined ? '' : ` (request in ${answers})`;
  reading.says(
    'ICMPv6',
    `${icmp6TypeName(type)} id=${hexText(id, 4)}, seq=${sequence}, hop limit=${hopLimit}${answered}`,
  );
}

/** Fields and options of neighbour discovery. */
function addDiscovery(reading: PacketReading, type: number, start: number, end: number): void {
  const { tree, bytes } = reading;
  const optionsAt = start + (OPTIONS_AT.get(type) ?? HEADER);
  if (!tree.has(start, optionsAt - start)) return;
  let target = '';
  if (type === Type.ROUTER_ADVERTISEMENT) {
    tree.number('Hop limit', start + 4, 1);
    tree.number('Flags', start + 5, 1, (value) => hexText(value, 2));
    tree.number('Router lifetime', start + 6, 2, (value) => `${value} s`);
  } else if (type !== Type.ROUTER_SOLICITATION) {
    if (type === Type.NEIGHBOR_ADVERTISEMENT) tree.number('Flags', start + 4, 1, (value) => discoveryFlags(value));
    target = ipv6Text(bytes, start + 8);
    tree.add('Target address', target, start + 8, start + 24);
  }
  const linkAddress = addOptions(tree, optionsAt, end);
  reading.says('ICMPv6', discoveryInfo(type, target, discoveryFlags(bytes[start + 4]), linkAddress));
}

function discoveryFlags(byte: number): string {
  const flags = [byte & 0x80 ? 'rtr' : '', byte & 0x40 ? 'sol' : '', byte & 0x20 ? 'ovr' : ''];
  return flags.filter((flag) => flag !== '').join(', ');
}

function discoveryInfo(type: number, target: string, flags: string, linkAddress: string): string {
  const name = icmp6TypeName(type);
  if (type === Type.NEIGHBOR_ADVERTISEMENT) {
    const shown = flags === '' ? '' : ` (${flags})`;
    return `${name} ${target}${shown}${linkAddress === '' ? '' : ` is at ${linkAddress}`}`;
  }
  const from = linkAddress === '' ? '' : ` from ${linkAddress}`;
  return type === Type.NEIGHBOR_SOLICITATION ? `${name} for ${target}${from}` : `${name}${from}`;
}

/** Adds the options; returns the last link-layer address among them, or nothing. Source: RFC 4861 §4.6. */
function addOptions(tree: TreeBuilder, start: number, end: number): string {
  let linkAddress = '';
  let at = start;
  while (at + 2 <= Math.min(end, tree.end)) {
    const type = tree.bytes[at];
    const length = tree.bytes[at + 1] * 8;
    if (length === 0) {
      tree.add('Option', `${type}`, at, end, 'The length of the option is wrong.');
      break;
    }
    if (!tree.has(at, length)) break;
    if (type <= 2 && length === 8) linkAddress = hardwareAddressText(tree.bytes, at + 2);
    tree.add(OPTION_NAMES[type] ?? `Option ${type}`, optionText(tree, type, at, length), at, at + length);
    at += length;
  }
  return linkAddress;
}

const OPTION_NAMES: readonly string[] = [
  'Option 0',
  'Source link-layer address',
  'Target link-layer address',
  'Prefix information',
  'Redirected header',
  'MTU',
];

function optionText(tree: TreeBuilder, type: number, at: number, length: number): string {
  const { bytes } = tree;
  if (type <= 2 && length === 8) return hardwareAddressText(bytes, at + 2);
  if (type === 3 && length === 32) return `${ipv6Text(bytes, at + 16)}/${bytes[at + 2]}`;
  if (type === 5 && length === 8) return `${tree.peek(at + 4, 4)}`;
  return length > 64 ? byteCount(length) : hexBytes(bytes, at + 2, at + length);
}
