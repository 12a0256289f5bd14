import type { PacketReading } from '../packetReading';
import { etherTypeName } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { hexText } from '../values';
import { readEtherPayload } from './ethernet';

const TAG = 4;

/** Reads a VLAN tag and what follows it. Source: IEEE 802.1Q §9. */
export function readVlan(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  tree.open('Virtual LAN', '', start);
  reading.says('VLAN', '');
  const control = tree.number('Tag', start, 2, (value) => `id ${value & 0xfff}, priority ${value >> 13}`);
  const type = tree.number('Type', start + 2, 2, (value) => `${etherTypeName(value)} (${hexText(value, 4)})`);
  tree.close(start + TAG, control === CUT ? undefined : `id ${control & 0xfff}`);
  if (type !== CUT) reading.inside(() => readEtherPayload(reading, type, start + TAG, end));
}
