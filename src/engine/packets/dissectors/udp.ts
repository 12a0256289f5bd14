import type { IpFacts } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { CUT } from '../treeBuilder';
import { readDatagram } from './datagram';

const HEADER = 8;

/** Reads a UDP datagram. Source: RFC 768. */
export function readUdp(reading: PacketReading, start: number, end: number, ip: IpFacts): void {
  const { tree } = reading;
  tree.open('User Datagram Protocol', '', start);
  reading.says('UDP', '');
  const source = tree.number('Source port', start, 2);
  const destination = tree.number('Destination port', start + 2, 2);
  const length = tree.number('Length', start + 4, 2);
  if (length >= HEADER) reading.says('UDP', `${source} → ${destination} Len=${length - HEADER}`);
  if (length === CUT || !tree.has(start, HEADER)) {
    tree.close(tree.end);
    return;
  }
  if (length !== 0 && length < HEADER) {
    reading.says('UDP', `BAD UDP LENGTH ${length} < 8`);
    tree.close(start + HEADER, undefined, `The length of a datagram is at least ${HEADER}.`);
    return;
  }
  const datagramEnd = length === 0 ? end : Math.min(end, start + length);
  addChecksum(reading, start, datagramEnd, ip);
  tree.close(start + HEADER, `${source} → ${destination}`);
  reading.says('UDP', `${source} → ${destination} Len=${(length === 0 ? end - start : length) - HEADER}`);
  readDatagram(reading, source, destination, start + HEADER, datagramEnd);
}

function addChecksum(reading: PacketReading, start: number, end: number, ip: IpFacts): void {
  const { tree } = reading;
  if (tree.peek(start + 6, 2) === 0) {
    tree.add('Checksum', 'none', start + 6, start + HEADER);
    return;
  }
  const unverifiable = ip.isFragment || reading.isQuoted ? 'the datagram is not whole' : '';
  reading.checksum(start + 6, start, end, ip.pseudoSum + (end - start), unverifiable);
}
