import type { PacketReading } from '../packetReading';
import { etherTypeName } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { hexBytes, hexText } from '../values';
import { readEtherPayload } from './ethernet';

const HEADER = 8;

/** Reads Geneve, its options and what it carries. Source: RFC 8926 §3.4. */
export function readGeneve(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  tree.open('Generic Network Virtualization Encapsulation', '', start);
  reading.says('Geneve', '');
  const first = tree.number(
    'Version and length of options',
    start,
    1,
    (value) => `${value >> 6}, ${(value & 63) * 4} bytes`,
  );
  tree.number('Flags', start + 1, 1, (value) => hexText(value, 2));
  const type = tree.number('Protocol type', start + 2, 2, (value) => `${etherTypeName(value)} (${hexText(value, 4)})`);
  const network = tree.number('Network identifier', start + 4, 4, (value) => `${value >>> 8}`);
  const optionsEnd = start + HEADER + (first & 63) * 4;
  if (network === CUT) {
    tree.close(tree.end);
    return;
  }
  reading.says('Geneve', `Encapsulated ${etherTypeName(type)}`);
  addOptions(reading, start + HEADER, optionsEnd);
  tree.close(optionsEnd, `network ${network >>> 8}`);
  if (tree.has(start, optionsEnd - start)) reading.inside(() => readEtherPayload(reading, type, optionsEnd, end));
}

function addOptions({ tree }: PacketReading, start: number, end: number): void {
  let at = start;
  while (at < end && tree.has(at, 4)) {
    const length = 4 + (tree.bytes[at + 3] & 31) * 4;
    const last = Math.min(at + length, end, tree.end);
    const name = `Option of class ${hexText(tree.peek(at, 2), 4)}, type ${hexText(tree.bytes[at + 2], 2)}`;
    tree.add(name, hexBytes(tree.bytes, at + 4, last), at, last);
    at += length;
  }
}
