import type { PacketReading } from '../packetReading';
import { EtherType } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { hexText } from '../values';
import { readEtherPayload } from './ethernet';

const HEADER = 8;

/** Reads VXLAN and the frame in it. Source: RFC 7348 §5. */
export function readVxlan(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  tree.open('Virtual eXtensible Local Area Network', '', start);
  reading.says('VxLAN', '');
  tree.number('Flags', start, 2, (value) => hexText(value, 4));
  tree.number('Group policy', start + 2, 2);
  const network = tree.number('Network identifier', start + 4, 4, (value) => `${value >>> 8}`);
  tree.close(start + HEADER, network === CUT ? undefined : `network ${network >>> 8}`);
  if (network === CUT) return;
  reading.inside(() => readEtherPayload(reading, EtherType.BRIDGED, start + HEADER, end));
}
