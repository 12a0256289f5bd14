import type { FdVersion } from '../../base/brands';
import { EVENT_TYPE_FLAGS, EventFlag } from '../../capture/eventTable';
import { ipv4Text, ipv6Text } from '../../format/addressText';
import { Family, SocketTuple } from '../../state/socketTuple';
import { LinkType } from '../linkType';
import type { PacketContext, PayloadEnds } from '../packetReading';
import { IpProtocol } from '../tables/protocols';
import { Carrier } from './carrier';
import type { Carriers } from './carriers';
import { EventData } from './eventData';
import type { PacketIndex } from './packetIndex';
import type { PacketContextOfTrace } from './packetsOf';
import { readSender } from './senderTuple';

/** A packet where it was seen. Valid until the next is read. */
export interface ObservedPacket {
  /** The event's data; the packet begins at `start`. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly link: LinkType;
  /** Of the data, before it was cut. */
  readonly length: number;
  readonly context: PacketContext;
}

/** Reads packets of an index again when somebody looks at them. */
export class PacketReader {
  private readonly data: EventData;
  private readonly tuple = new SocketTuple();

  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly index: PacketIndex,
    private readonly carriers: Carriers,
  ) {
    this.data = new EventData(context.trace, context.raw);
  }

  /** Throws a `RawBytesError` where the bytes cannot be read again. */
  read(observation: number): ObservedPacket {
    const { index, data } = this;
    const row = index.row(observation);
    const [start, link, carrier] = [index.start(observation), index.link(observation), index.carrier(observation)];
    const version = this.context.trace.events.fd(row);
    // The socket is looked up first: that reads another event, and what is read is valid only until the next.
    const family = link === LinkType.NETLINK ? this.carriers.socket(version)?.protocol : undefined;
    const protocol = link === LinkType.IP_PAYLOAD ? this.protocolOf(carrier, version) : undefined;
    data.read(row);
    const { bytes, length } = data;
    const writes = (EVENT_TYPE_FLAGS[this.context.trace.events.type(row)] & EventFlag.WRITES_TO_FD) !== 0;
    const payload = protocol === undefined ? undefined : this.ends(version, protocol, writes);
    const context: PacketContext = {
      carrier,
      ...(family !== undefined && { netlinkFamily: family }),
      ...(payload && { payload }),
    };
    return { bytes, start, link, length, context };
  }

  private protocolOf(carrier: Carrier, version: FdVersion): number {
    switch (carrier) {
      case Carrier.ICMP:
        return IpProtocol.ICMP;
      case Carrier.ICMP6:
        return IpProtocol.ICMP6;
      case Carrier.WIREGUARD:
        return IpProtocol.UDP;
      default:
        return this.carriers.socket(version)?.protocol ?? IpProtocol.ICMP;
    }
  }

  /** The addresses between which a datagram went: those of the event, or else of its socket. */
  private ends(version: FdVersion, protocol: number, writes: boolean): PayloadEnds {
    const { tuple, data } = this;
    if (!readSender(this.context.trace, version, data.tuple, writes, tuple)) tuple.clear(Family.INET);
    const text = tuple.family === Family.INET ? ipv4Text : ipv6Text;
    return {
      protocol,
      version: tuple.family === Family.INET ? 4 : 6,
      source: text(tuple.source, 0),
      destination: text(tuple.destination, 0),
      sourceBytes: tuple.source.slice(0, tuple.width),
      destinationBytes: tuple.destination.slice(0, tuple.width),
      sourcePort: tuple.sourcePort,
      destinationPort: tuple.destinationPort,
    };
  }
}
