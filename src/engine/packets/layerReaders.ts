import type { PacketReading } from './packetReading';

/** Reads the layer that begins at `start` and, if the packet is whole, ends at `end`. */
export type LayerReader = (reading: PacketReading, start: number, end: number) => void;

/** What a layer inside an IP packet has to know of it. */
export interface IpFacts {
  readonly version: 4 | 6;
  /** Word sum of the addresses and the protocol: the pseudo header without the length. */
  readonly pseudoSum: number;
  /** Not the whole payload of the IP packet: no checksum can be verified. */
  readonly isFragment: boolean;
  /** Time to live, or hop limit. */
  readonly hopLimit: number;
}

export type TransportReader = (reading: PacketReading, start: number, end: number, ip: IpFacts) => void;

/** How a layer finds the reader of the next one without knowing it. */
export interface LayerReaders {
  /** By number of the Ethernet type registry. */
  readonly byEtherType: ReadonlyMap<number, LayerReader>;
  /** By number of the IP protocol registry. */
  readonly byIpProtocol: ReadonlyMap<number, TransportReader>;
}
