import { EVENT_TYPE_FLAGS, EventFlag } from '../../capture/eventTable';
import { dissect } from '../dissect';
import type { Dissection } from '../dissection';
import { LinkType } from '../linkType';
import type { ReassembledDatagram } from '../packetReading';
import type { Carriers } from '../recognise/carriers';
import type { PacketIndex } from '../recognise/packetIndex';
import { type ObservedPacket, PacketReader } from '../recognise/packetReader';
import type { PacketContextOfTrace } from '../recognise/packetsOf';
import { IpProtocol } from '../tables/protocols';
import { type DatagramPart, wholeDatagram } from './datagram';
import { Exchanges } from './exchanges';
import { HopFinder } from './hopFinder';
import { IpFragments } from './ipFragments';
import { IpHeaders } from './ipHeaders';
import { PayloadKind } from './messageFramer';
import { PacketKeys } from './packetKeys';
import { PacketList } from './packetList';
import { TcpConversations } from './tcpConversations';
import type { TcpFacts, TcpPayload } from './tcpFacts';
import { tcpNoteTexts } from './tcpNotes';

/** Whether an observation of a packet that was seen before is a hop of it, or counts as a packet of its own. */
export type Sightings = 'hops' | 'packets';

/** The packets of a trace: found, put in relation, and dissected when somebody looks at one. */
export class PacketTrace {
  readonly list = new PacketList();
  readonly reader: PacketReader;
  private readonly keys = new PacketKeys();
  private readonly hops = new HopFinder(this.list);
  private readonly tcp = new TcpConversations(this.list, this.keys);
  private readonly exchanges = new Exchanges(this.list, this.keys);
  private readonly fragments = new IpFragments(this.list, this.keys);
  private readonly ip = new IpHeaders();
  /** How many observations have been looked at. */
  private done = 0;

  /** `index` may grow; `update` takes in what is new. */
  constructor(
    private readonly context: PacketContextOfTrace,
    readonly index: PacketIndex,
    private readonly carriers: Carriers,
    private readonly sightings: Sightings = 'hops',
  ) {
    this.reader = new PacketReader(context, index, carriers);
  }

  /** Relates the observations that were added to the index. Throws a `RawBytesError` where bytes cannot be read again. */
  update(): void {
    for (; this.done < this.index.count; this.done++) this.take(this.done);
  }

  /** A packet of the list, taken apart with what the others say of it. */
  dissect(packet: number): Dissection {
    return this.dissectObservation(this.list.first.values[packet], packet);
  }

  /** A packet as it was at one of the places where it was seen. */
  dissectObservation(observation: number, packet = this.list.packetOf.values[observation]): Dissection {
    const facts = this.factsOf(packet);
    const datagram = this.datagramOf(packet);
    const { bytes, start, link, length, context } = this.reader.read(observation);
    const asked = this.list.cause.values[packet];
    return dissect(bytes, link, length, {
      ...context,
      start,
      ...(facts && { tcp: facts }),
      ...(datagram && { datagram }),
      ...(asked >= 0 && { answers: asked + 1 }),
    });
  }

  /** Which fd, and whether it was read or written: a packet passes each once. */
  placeOf(observation: number): number {
    const { events } = this.context.trace;
    const row = this.index.row(observation);
    const writes = (EVENT_TYPE_FLAGS[events.type(row)] & EventFlag.WRITES_TO_FD) !== 0;
    return this.carriers.origin(events.fd(row)) * 2 + (writes ? 1 : 0);
  }

  private take(observation: number): void {
    const read = this.reader.read(observation);
    const ip = this.headers(read);
    const time = this.context.trace.events.time(this.index.row(observation));
    // Requests to the kernel are alike and not the same.
    const mayMove = this.sightings === 'hops' && read.link !== LinkType.NETLINK;
    const key = mayMove ? this.keys.same(read.bytes, read.start, ip) : -1 - observation;
    const { packet, isNew } = this.hops.take(observation, key, this.placeOf(observation), time);
    if (!isNew || !ip) return;
    if (!ip.isFragment) this.relate(packet, time, read.bytes, ip);
    else if (this.fragments.take(packet, time, read.bytes, ip)) {
      const whole = this.wholeOf(packet);
      if (whole && ip.read(whole, 0, LinkType.RAW_IP, whole.length)) this.relate(packet, time, whole, ip);
    }
  }

  private relate(packet: number, time: number, bytes: Uint8Array, ip: IpHeaders): void {
    if (ip.protocol === IpProtocol.TCP) this.tcp.take(packet, time, bytes, ip);
    this.exchanges.take(packet, bytes, ip);
  }

  /** The datagram that a packet completed, as one packet of IP; undefined where it completed none. */
  private wholeOf(packet: number): Uint8Array | undefined {
    const fragments = this.fragments.completedBy(packet);
    if (!fragments) return undefined;
    const parts: DatagramPart[] = [];
    for (const { packet: from, start } of fragments) {
      const { bytes, ...read } = this.reader.read(this.list.first.values[from]);
      const ip = new IpHeaders();
      if (!ip.read(bytes, read.start, read.link, read.length)) return undefined;
      parts.push({
        start,
        header: bytes.slice(ip.start, ip.start + 40),
        protocol: ip.protocol,
        payload: bytes.slice(ip.payloadStart, ip.payloadEnd),
      });
    }
    return wholeDatagram(parts);
  }

  private datagramOf(packet: number): ReassembledDatagram | undefined {
    const completedBy = this.list.reassembledIn.values[packet];
    if (completedBy < 0) return undefined;
    const whole = this.wholeOf(packet);
    if (!whole) return { completedBy: completedBy + 1 };
    const fragments = this.fragments.completedBy(packet)?.map((each) => ({ ...each, packet: each.packet + 1 }));
    return { completedBy: completedBy + 1, whole, fragments };
  }

  private headers({ bytes, start, link, length }: ObservedPacket): IpHeaders | undefined {
    if (link === LinkType.IP_PAYLOAD || link === LinkType.NETLINK) return undefined;
    return this.ip.read(bytes, start, link, length) ? this.ip : undefined;
  }

  private factsOf(packet: number): TcpFacts | undefined {
    const { list } = this;
    const id = list.conversation.values[packet];
    if (id < 0) return undefined;
    const direction = list.direction.values[packet];
    const { flows } = list.conversations[id];
    const { base, windowShift } = flows[direction];
    return {
      sequenceBase: base,
      acknowledgementBase: flows[1 - direction].base,
      windowShift: Math.max(0, windowShift),
      notes: tcpNoteTexts(list.notes.values[packet], list.repeated.values[packet], list.times.values[packet]),
      payload: this.payloadOf(packet),
    };
  }

  private payloadOf(packet: number): TcpPayload {
    switch (this.list.payloadKind(packet)) {
      case PayloadKind.REPEATED:
        return { kind: 'repeated' };
      case PayloadKind.BEGINS:
        return { kind: 'begins' };
      case PayloadKind.CONTINUES:
        return { kind: 'continues' };
      case PayloadKind.COMPLETES:
        return { kind: 'completes', message: this.messageOf(packet) };
      default:
        return { kind: 'own' };
    }
  }

  /** The data of the segments of the message that a packet completes. */
  private messageOf(last: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let packet = last; packet >= 0 && length < LONGEST_MESSAGE; packet = this.list.before.values[packet]) {
      const part = this.dataOf(packet);
      parts.push(part);
      length += part.length;
    }
    const message = new Uint8Array(length);
    let at = 0;
    for (const part of parts.reverse()) {
      message.set(part, at);
      at += part.length;
    }
    return message;
  }

  private dataOf(packet: number): Uint8Array {
    const whole = this.wholeOf(packet);
    const read = this.reader.read(this.list.first.values[packet]);
    const bytes = whole ?? read.bytes;
    const ip = whole ? this.headersOfWhole(whole) : this.headers(read);
    if (!ip) return new Uint8Array(0);
    const start = ip.payloadStart + (bytes[ip.payloadStart + 12] >> 4) * 4;
    return bytes.slice(start, Math.min(bytes.length, ip.payloadEnd));
  }

  private headersOfWhole(whole: Uint8Array): IpHeaders | undefined {
    return this.ip.read(whole, 0, LinkType.RAW_IP, whole.length) ? this.ip : undefined;
  }
}

/** Of a longer message only the last part is put together. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;
