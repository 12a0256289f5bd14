import type { PacketReading } from '../packetReading';
import { etherTypeName } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { hexText } from '../values';
import { readEtherPayload } from './ethernet';

const FIXED = 4;
const CHECKSUM = 0x8000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;

/** Reads a GRE header and what it carries. Source: RFC 2784, 2890. */
export function readGre(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  tree.open('Generic Routing Encapsulation', '', start);
  reading.says('GRE', '');
  const flags = tree.number('Flags and version', start, 2, (value) => hexText(value, 4));
  const type = tree.number('Protocol type', start + 2, 2, (value) => `${etherTypeName(value)} (${hexText(value, 4)})`);
  if (type === CUT) {
    tree.close(tree.end);
    return;
  }
  reading.says('GRE', `Encapsulated ${type < 0x600 ? hexText(type, 4) : etherTypeName(type)}`);
  let at = start + FIXED;
  const optional = [
    { flag: CHECKSUM, name: 'Checksum and offset' },
    { flag: KEY, name: 'Key' },
    { flag: SEQUENCE, name: 'Sequence number' },
  ];
  for (const { flag, name } of optional) {
    if ((flags & flag) === 0) continue;
    tree.number(name, at, 4, (value) => (flag === SEQUENCE ? `${value}` : hexText(value, 8)));
    at += 4;
  }
  tree.close(at, etherTypeName(type));
  if (tree.has(start, at - start)) reading.inside(() => readEtherPayload(reading, type, at, end));
}
