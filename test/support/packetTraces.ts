import type { EventRow } from '../../src/engine/base/brands';
import { PacketTrace, type Sightings } from '../../src/engine/packets/analysis/packetTrace';
import { packetFile } from '../../src/engine/packets/pcapng/packetFile';
import { PacketFinder } from '../../src/engine/packets/recognise/packetsOf';
import type { OpenedTrace } from './openedTrace';

/** The packets of all rows of a trace. */
export function packetsIn(opened: OpenedTrace, sightings: Sightings = 'hops'): PacketTrace {
  const finder = new PacketFinder(opened);
  for (let row = 0; row < opened.trace.events.length; row++) finder.take(row as EventRow);
  const packets = new PacketTrace(opened, finder.packets, finder.carriers, sightings);
  packets.update();
  return packets;
}

/** The packets as a pcapng file. */
export function pcapngOf({ trace }: OpenedTrace, packets: PacketTrace): Uint8Array {
  const facts = { application: 'Scaplens', system: 'Linux' };
  const blocks = Array.from(packetFile(trace, packets, facts), (block) => block.slice());
  return Uint8Array.from(Buffer.concat(blocks));
}
