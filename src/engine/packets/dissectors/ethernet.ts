import type { PacketReading } from '../packetReading';
import { etherTypeName, isKnownEtherType } from '../tables/protocols';
import { CUT } from '../treeBuilder';
import { byteCount, hardwareAddressText, hexText } from '../values';

const ADDRESS = 6;
const HEADER = 14;
/** Smaller values of the type are the length of an 802.3 frame. */
const SMALLEST_TYPE = 0x0600;

/** Reads an Ethernet frame without its checksum. Source: IEEE 802.3 §3. */
export function readEthernet(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('Ethernet', '', start);
  reading.says('Ethernet', '');
  const type = tree.has(start, HEADER) ? tree.peek(start + 12, 2) : CUT;
  if (type === CUT) {
    tree.close(tree.end);
    return;
  }
  const destination = hardwareAddressText(bytes, start);
  const source = hardwareAddressText(bytes, start + ADDRESS);
  tree.add('Destination', destination, start, start + ADDRESS);
  tree.add('Source', source, start + ADDRESS, start + HEADER - 2);
  reading.between(source, destination);
  tree.number('Type', start + 12, 2, typeText);
  tree.close(start + HEADER, `${source} → ${destination}`);
  readEtherPayload(reading, type, start + HEADER, end);
}

/** Reads what follows a type field. */
export function readEtherPayload(reading: PacketReading, type: number, start: number, end: number): void {
  const reader = reading.readers.byEtherType.get(type);
  if (reader) {
    reader(reading, start, end);
    return;
  }
  const { tree } = reading;
  if (type < SMALLEST_TYPE) reading.says('LLC', '');
  else reading.says(hexText(type, 4), isKnownEtherType(type) ? etherTypeName(type) : 'Ethernet II');
  if (start < tree.end) tree.add('Data', byteCount(end - start), start, end);
}

function typeText(type: number): string {
  return type < SMALLEST_TYPE ? `length ${type}` : `${etherTypeName(type)} (${hexText(type, 4)})`;
}
