import type { EventRow } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import type { PacketTrace } from '../analysis/packetTrace';
import { LinkType } from '../linkType';
import { type Observer, observerAt, observerText } from '../observer';
import { carrierName } from '../recognise/carrier';
import type { ObservedPacket } from '../recognise/packetReader';
import { ipHeader, netlinkHeader } from './madeHeaders';
import { PcapngWriter } from './pcapngWriter';

/** What the file says of itself. */
export interface PacketFileFacts {
  /** The program that writes it. */
  readonly application: string;
  /** The system that was captured. */
  readonly system: string;
}

/**
 * The packets of a trace as the blocks of a pcapng file, each packet once, where it was seen first; a comment names the
 * process, container and event of every place. Each piece is valid until the next is asked for. Throws a `RawBytesError`
 * where bytes cannot be read again. `keeps`: whether a packet is to be written.
 */
export function* packetFile(
  trace: Trace,
  packets: PacketTrace,
  facts: PacketFileFacts,
  keeps: (packet: number) => boolean = () => true,
): Generator<Uint8Array> {
  const writer = new PcapngWriter();
  const interfaces = new Map<string, number>();
  yield writer.section(facts);
  for (let packet = 0; packet < packets.list.count; packet++) {
    if (!keeps(packet)) continue;
    const hops = packets.list.hops(packet);
    const observers = hops.map((hop) => observerAt(trace, packets.index.row(hop)));
    const row = packets.index.row(hops[0]);
    const read = packets.reader.read(hops[0]);
    const face = { linkType: fileLinkType(read.link), ...faceOf(packets, hops[0], observers[0]) };
    const key = `${face.linkType} ${face.name} ${face.description}`;
    let interfaceId = interfaces.get(key);
    if (interfaceId === undefined) {
      const added = writer.addInterface(face);
      interfaceId = added.id;
      interfaces.set(key, added.id);
      yield added.bytes;
    }
    const header = madeHeader(read, observers[0].writes);
    yield writer.packet({
      interfaceId,
      time: absoluteTime(trace, row),
      pieces: [header, read.bytes.subarray(read.start)],
      originalLength: header.length + read.length - read.start,
      direction: observers[0].writes ? 'out' : 'in',
      comment: commentOf(observers, header.length > 0 && read.link === LinkType.IP_PAYLOAD),
    });
  }
}

function faceOf(
  packets: PacketTrace,
  observation: number,
  { process, pid, fd }: Observer,
): { readonly name: string; readonly description: string } {
  const carrier = carrierName(packets.index.carrier(observation));
  const name = fd === '' || fd.includes('->') ? carrier : fd;
  return {
    name,
    description: `${carrier} of ${process === '' ? 'an unknown process' : process}${pid < 0 ? '' : ` (${pid})`}`,
  };
}

/** What a capture file calls the link type: payloads get their IP header back. */
function fileLinkType(link: LinkType): number {
  return link === LinkType.IP_PAYLOAD ? LinkType.RAW_IP : link;
}

function madeHeader({ link, length, start, bytes, context }: ObservedPacket, writes: boolean): Uint8Array {
  if (link === LinkType.NETLINK) return netlinkHeader(context.netlinkFamily ?? UNKNOWN_FAMILY, writes);
  if (link === LinkType.IP_PAYLOAD && context.payload) {
    return ipHeader(context.payload, length - start, bytes.subarray(start));
  }
  return NOTHING;
}

function absoluteTime(trace: Trace, row: EventRow): bigint {
  return trace.timeBase + BigInt(trace.events.time(row));
}

function commentOf(observers: readonly Observer[], hasMadeHeader: boolean): string {
  const lines = observers.map(observerText);
  if (hasMadeHeader) lines.push('The headers before the payload were made from the addresses of the socket.');
  return lines.join('\n');
}

/** No family has this number: what reads the file does not take the messages for those of another. */
const UNKNOWN_FAMILY = 0xffff;

const NOTHING = new Uint8Array(0);
