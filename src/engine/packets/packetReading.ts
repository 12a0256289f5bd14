import type { TcpFacts } from './analysis/tcpFacts';
import { type ChecksumVerdict, verifyChecksum } from './checksum';
import type { PacketSummary } from './dissection';
import type { LayerReaders } from './layerReaders';
import type { Carrier } from './recognise/carrier';
import { TreeBuilder } from './treeBuilder';
import { hexText } from './values';

/** Between which ends a payload went whose headers are not in the data. */
export interface PayloadEnds {
  /** A number of the IP protocol registry. */
  readonly protocol: number;
  readonly version: 4 | 6;
  readonly source: string;
  readonly destination: string;
  readonly sourceBytes: Uint8Array;
  readonly destinationBytes: Uint8Array;
  /** 0 where the protocol has no ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** The datagram of IP that a packet is a fragment of. Packets are numbered from 1. */
export interface ReassembledDatagram {
  /** The packet with which it is complete. */
  readonly completedBy: number;
  /** In that packet: the datagram as one packet of IP, and what each fragment gave, by offset. */
  readonly whole?: Uint8Array;
  readonly fragments?: readonly { readonly packet: number; readonly start: number; readonly end: number }[];
}

/** What is known of a packet that does not stand in it. */
export interface PacketContext {
  readonly datagram?: ReassembledDatagram;
  readonly tcp?: TcpFacts;
  /** Number, from 1 on, of the packet that asked what this one answers. */
  readonly answers?: number;
  /** The protocol that a netlink socket was made with. */
  readonly netlinkFamily?: number;
  /** By what way the packet came. */
  readonly carrier?: Carrier;
  /** Where the packet begins in the bytes; what is before it belongs to its carrier. */
  readonly start?: number;
  /** For `LinkType.IP_PAYLOAD`: what the headers said. */
  readonly payload?: PayloadEnds;
}

/** How deep packets may lie in packets: tunnels in tunnels, and the original in an ICMP error. */
const DEEPEST = 8;

/** A packet while it is read: its tree and what the summary will say, which each layer may say better than the one before. */
export class PacketReading {
  readonly tree: TreeBuilder;
  source = '';
  destination = '';
  protocol = '';
  info = '';
  detail = '';
  /** What is to be said of the overlay that the packet came through, or empty. */
  carried = '';
  /** Stands before whatever is said: what the analysis of a conversation found. */
  prefix = '';
  /** Inside the original of an ICMP error: its addresses and protocols are not those of the packet. */
  isQuoted = false;
  /** Bytes of a header that a capture file puts before what is not a packet of its own. */
  addedHeader = 0;
  private depth = 0;

  constructor(
    readonly bytes: Uint8Array,
    /** Bytes of the data that the packet came in, of which fewer may have been captured. */
    readonly dataLength: number,
    readonly context: PacketContext,
    readonly readers: LayerReaders,
  ) {
    this.tree = new TreeBuilder(bytes, bytes.length, bytes.length >= dataLength);
  }

  /** The address pair of a layer. */
  between(source: string, destination: string): void {
    if (this.isQuoted) return;
    this.source = source;
    this.destination = destination;
  }

  /** What a layer has to say in the summary. */
  says(protocol: string, info: string, detail = ''): void {
    if (this.isQuoted) return;
    this.protocol = protocol;
    this.info = info;
    this.detail = detail;
  }

  /** The context, where it is about the layer that is being read: the outermost packet's. */
  get facts(): PacketContext {
    return this.depth === 0 && !this.isQuoted ? this.context : NO_CONTEXT;
  }

  /** Reads a packet inside this one, unless that goes too deep. */
  inside(read: () => void): void {
    if (this.depth >= DEEPEST) {
      this.tree.problem('Packets in packets are followed no deeper.');
      return;
    }
    this.depth++;
    read();
    this.depth--;
  }

  /** Reads the original that an error quotes: it appears in the tree, and not in the summary; it is never whole. */
  quoted(read: () => void): void {
    const before = this.isQuoted;
    const { isCut } = this.tree;
    this.isQuoted = true;
    this.inside(read);
    this.isQuoted = before;
    // What the error did not quote is not missing; what was not captured is.
    if (this.bytes.length >= this.dataLength) this.tree.isCut = isCut;
  }

  /** Reads what may be the beginning of something only: that it ends too early says nothing then. */
  partial(isPart: boolean, read: () => void): void {
    const { isCut } = this.tree;
    read();
    if (isPart && this.bytes.length >= this.dataLength) this.tree.isCut = isCut;
  }

  /** Adds the internet checksum at `at` of `[start, end)`, verified where everything that it covers was captured. */
  checksum(at: number, start: number, end: number, pseudoSum = 0, unverifiable = ''): void {
    const { tree, bytes } = this;
    const stored = tree.peek(at, 2);
    if (!tree.has(at, 2)) return;
    const reason = end > tree.end ? 'the packet was cut' : unverifiable;
    if (reason !== '') {
      tree.add('Checksum', `${hexText(stored, 4)}, not verifiable: ${reason}`, at, at + 2);
      return;
    }
    this.addVerdict(at, stored, verifyChecksum(bytes, start, end, at, pseudoSum));
  }

  summary(): PacketSummary {
    const { source, destination, protocol, info, detail, dataLength } = this;
    const why = this.bytes.length < dataLength ? 'Packet size limited during capture' : 'Malformed Packet';
    const said = this.tree.isCut ? `${info}[${why}]` : info;
    return {
      source,
      destination,
      protocol,
      length: dataLength - (this.context.start ?? 0) + this.addedHeader,
      info: this.prefix + said,
      detail: [this.carried, detail].filter((text) => text !== '').join(', '),
    };
  }

  private addVerdict(at: number, stored: number, { state, right }: ChecksumVerdict): void {
    const { tree } = this;
    if (state === 'correct') tree.add('Checksum', `${hexText(stored, 4)}, correct`, at, at + 2);
    else {
      const wrong = `wrong, ${hexText(right, 4)} would be right`;
      tree.add('Checksum', `${hexText(stored, 4)}, ${wrong}`, at, at + 2, `The checksum is ${wrong}.`);
    }
  }
}

const NO_CONTEXT: PacketContext = {};
