import type { Dissection } from './dissection';
import { startDissection } from './dissectors/link';
import { LAYER_READERS } from './layers';
import type { LinkType } from './linkType';
import { type PacketContext, PacketReading } from './packetReading';

/**
 * Takes a packet apart. `bytes` is what was captured of its `originalLength` bytes: what is missing is said, and never an
 * error, whatever the bytes are. Without a context TCP's numbers are those of the packet itself.
 */
export function dissect(
  bytes: Uint8Array,
  link: LinkType,
  originalLength: number = bytes.length,
  context: PacketContext = {},
): Dissection {
  const reading = new PacketReading(bytes, Math.max(originalLength, bytes.length), context, LAYER_READERS);
  startDissection(reading, link);
  return { link, summary: reading.summary(), layers: reading.tree.nodes };
}
