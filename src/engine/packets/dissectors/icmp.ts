import { ipv4Text } from '../../format/addressText';
import type { IpFacts } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { icmpInfo, icmpTypeName, NUMBERED_ICMP, numberedIcmpName } from '../tables/icmpCodes';
import { EtherType } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { byteCount, hexText } from '../values';

const UNREACHABLE = 3;
const REDIRECT = 5;
const FRAGMENTATION_NEEDED = 4;
/** Types that quote the packet that caused them. */
const QUOTING: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
const HEADER = 8;

/** Reads an ICMP message, with the original that an error embeds. Source: RFC 792. */
export function readIcmp(reading: PacketReading, start: number, end: number, ip: IpFacts): void {
  const { tree } = reading;
  tree.open('Internet Control Message Protocol', '', start);
  reading.says('ICMP', '');
  const type = tree.number('Type', start, 1, (value) => `${icmpTypeName(value)} (${value})`);
  const code = tree.number('Code', start + 1, 1);
  if (code === CUT) {
    tree.close(tree.end);
    return;
  }
  reading.says('ICMP', icmpInfo(type, code));
  reading.checksum(start + 2, start, end, 0, ip.isFragment || reading.isQuoted ? 'the message is not whole' : '');
  if (NUMBERED_ICMP.has(type)) addNumbers(reading, type, start, ip);
  else if (type === UNREACHABLE && code === FRAGMENTATION_NEEDED) tree.number('Next hop MTU', start + 6, 2);
  else if (type === REDIRECT && tree.has(start, HEADER)) {
    tree.add('Gateway', ipv4Text(reading.bytes, start + 4), start + 4, start + HEADER);
  }
  tree.close(start + HEADER, icmpInfo(type, code));
  readRest(reading, type, start + HEADER, end);
}

function addNumbers(reading: PacketReading, type: number, start: number, { hopLimit }: IpFacts): void {
  const { tree } = reading;
  const id = tree.number('Identifier', start + 4, 2, (value) => hexText(value, 4));
  const sequence = tree.number('Sequence number', start + 6, 2);
  if (sequence === CUT) return;
  const swapped = ((sequence & 255) << 8) | (sequence >> 8);
  const { answers } = reading.facts;
  const answered = answers === undefined ? '' : ` (request in ${answers})`;
  reading.says(
    'ICMP',
    `${numberedIcmpName(type)} id=${hexText(id, 4)}, seq=${sequence}/${swapped}, ttl=${hopLimit}${answered}`,
  );
}

function readRest(reading: PacketReading, type: number, start: number, end: number): void {
  const { tree } = reading;
  if (start >= tree.end) return;
  const reader = reading.readers.byEtherType.get(EtherType.IPV4);
  if (!QUOTING.has(type) || !reader) {
    tree.add('Data', byteCount(end - start), start, end);
    return;
  }
  tree.open('Original packet', '', start, end);
  reading.quoted(() => reader(reading, start, end));
  tree.close(end);
}
