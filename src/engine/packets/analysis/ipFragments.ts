import type { IpHeaders } from './ipHeaders';
import type { PacketKeys } from './packetKeys';
import type { PacketList } from './packetList';

/** Fragments that come later, in ns, belong to another datagram. Source: Linux, net.ipv4.ipfrag_time. */
const LONGEST_WAIT = 30e9;
/** Most datagrams that are waited for, and most fragments of one. */
const MOST_OPEN = 1024;
const MOST_FRAGMENTS = 1024;
/** A datagram is not longer than its length can say. */
const LONGEST_DATAGRAM = 0xffff;

/** A fragment of a datagram: `[start, end)` of its payload. */
export interface Fragment {
  readonly packet: number;
  readonly start: number;
  readonly end: number;
}

interface OpenDatagram {
  /** When its first fragment came. */
  readonly time: number;
  readonly fragments: Fragment[];
  /** Where the payload ends; -1 as long as the last fragment is missing. */
  end: number;
}

/**
 * Finds the fragments of IP that make a datagram: equal addresses, identification and protocol, within 30 seconds. Fragments may
 * overlap and come in any order or twice; of bytes that several have, those of the fragment with the lowest offset count, and of
 * equal offsets those that came first, as in tshark. One that was cut by the capture, or that contradicts where the datagram
 * ends, is left out. At most 1,024 datagrams are waited for; then the oldest is given up.
 */
export class IpFragments {
  /** By the packet that completed it: the fragments of a datagram by offset. */
  private readonly complete = new Map<number, readonly Fragment[]>();
  private readonly open = new Map<number, OpenDatagram>();

  constructor(
    private readonly list: PacketList,
    private readonly keys: PacketKeys,
  ) {}

  /** The fragments of the datagram that a packet completed; undefined where it completed none. */
  completedBy(packet: number): readonly Fragment[] | undefined {
    return this.complete.get(packet);
  }

  /** Takes a fragment; true where its datagram is complete with it. */
  take(packet: number, time: number, bytes: Uint8Array, ip: IpHeaders): boolean {
    const end = ip.fragmentOffset + ip.payloadEnd - ip.payloadStart;
    const isWhole = ip.payloadEnd <= bytes.length && end > ip.fragmentOffset && end <= LONGEST_DATAGRAM;
    // All but the last are made of blocks of eight bytes.
    if (!isWhole || (ip.hasMoreFragments && (end - ip.fragmentOffset) % 8 !== 0)) return false;
    const { start: from, end: to } = ip.addresses;
    const key = this.keys.between(bytes, [
      [from, to],
      [ip.fragmentIdStart, ip.fragmentIdStart + (ip.version === 4 ? 2 : 4)],
      [ip.protocolAt, ip.protocolAt + 1],
    ]);
    const datagram = this.datagram(key, time);
    if (!ip.hasMoreFragments) {
      if (datagram.end >= 0 && datagram.end !== end) return false;
      datagram.end = end;
    }
    if (datagram.fragments.length >= MOST_FRAGMENTS) return false;
    datagram.fragments.push({ packet, start: ip.fragmentOffset, end });
    if (!isComplete(datagram)) return false;
    this.open.delete(key);
    this.complete.set(packet, datagram.fragments);
    for (const fragment of datagram.fragments) this.list.reassembledIn.values[fragment.packet] = packet;
    return true;
  }

  private datagram(key: number, time: number): OpenDatagram {
    const known = this.open.get(key);
    if (known && time - known.time < LONGEST_WAIT) return known;
    this.open.delete(key);
    if (this.open.size >= MOST_OPEN) {
      const [oldest] = this.open.keys();
      this.open.delete(oldest);
    }
    const made: OpenDatagram = { time, fragments: [], end: -1 };
    this.open.set(key, made);
    return made;
  }
}

/** Whether fragments have every byte up to the end; puts them in the order of their offsets, and leaves out what is behind it. */
function isComplete(datagram: OpenDatagram): boolean {
  if (datagram.end < 0) return false;
  const { fragments } = datagram;
  fragments.sort((a, b) => a.start - b.start || a.packet - b.packet);
  let covered = 0;
  for (const { start, end } of fragments) {
    if (start > covered) return false;
    covered = Math.max(covered, end);
  }
  return covered >= datagram.end;
}
