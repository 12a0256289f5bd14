import type { EventRow, OpenFileId } from '../../base/brands';
import { Protocol } from '../../capture/fdList';
import { LinkType } from '../../packets/linkType';
import type { PacketFileFacts } from '../../packets/pcapng/packetFile';
import { PcapngWriter } from '../../packets/pcapng/pcapngWriter';
import { isInternet } from '../../state/fdVersions';
import { NO_PARTNER } from '../../trace/eventColumns';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import type { Peers } from '../peers';
import { streamOf } from '../stream';
import type { StreamIndex } from '../streamIndex';
import { ConversationPackets, type ConversationStep, faceOf } from './conversationPackets';
import { Datagrams } from './datagrams';
import type { SocketLives } from './socketLives';
import { type ConversationEnd, tcpConversation } from './tcpConversation';
import { TcpSteps } from './tcpSteps';
import { mergedByTime } from './timeMerge';

/** What conversations are made of. */
export interface ConversationSource {
  readonly trace: Trace;
  readonly raw: RawEvents;
  readonly index: StreamIndex;
  readonly peers: Peers;
  /** Up to date with the index. */
  readonly lives: SocketLives;
}

/** A connection or a socket of UDP whose packets are still to be made. */
interface Begin {
  /** It has no packet before. */
  readonly time: number;
  readonly make: () => Iterator<ConversationStep>;
}

/** Open files that are looked at between two blocks. */
const FILES = 100;

/**
 * What sockets of IPv4 and IPv6 read and wrote, as the packets that might have carried it: TCP connections with their numbers,
 * datagrams of UDP. A connection or datagram of which the capture has both ends is there once. Addresses, ports, bytes and times
 * are the capture's, the rest of the headers is made; what the capture lacks of a packet is cut off, and its length kept.
 */
export class ConversationFile {
  /** Connections and sockets of UDP, and packets; final when all blocks have been made. */
  conversations = 0;
  packets = 0;
  private readonly writer = new PcapngWriter();
  private readonly interfaces = new Map<string, number>();
  private readonly made: ConversationPackets;

  constructor(private readonly source: ConversationSource) {
    this.made = new ConversationPackets(source.trace, source.raw);
  }

  /**
   * The blocks of the file; each is valid until the next is asked for, and some are empty, so that who asks can do something else
   * meanwhile. `files`: one end is enough for a conversation to be written, whole. Throws a `RawBytesError` where bytes cannot be
   * read again.
   */
  *blocks(files: ReadonlySet<OpenFileId>, facts: PacketFileFacts): Generator<Uint8Array> {
    yield this.writer.section(facts);
    const begins = [...this.connections(files), ...(yield* this.datagrams(files))];
    begins.sort((a, b) => a.time - b.time);
    this.conversations = begins.length;
    for (const step of mergedByTime(begins)) {
      const face = faceOf(step);
      let interfaceId = this.interfaces.get(face.name);
      if (interfaceId === undefined) {
        const added = this.writer.addInterface({ linkType: LinkType.RAW_IP, ...face });
        interfaceId = added.id;
        this.interfaces.set(face.name, added.id);
        yield added.bytes;
      }
      yield this.writer.packet({ interfaceId, ...this.made.packet(step) });
      this.packets++;
    }
  }

  /** Each connection once. */
  private connections(files: ReadonlySet<OpenFileId>): Begin[] {
    const done = new Set<OpenFileId>();
    const begins: Begin[] = [];
    for (const file of files) {
      if (done.has(file) || this.protocolOf(file) !== Protocol.TCP) continue;
      const peer = this.source.peers.peerOf(file)?.file;
      done.add(file);
      if (peer !== undefined) done.add(peer);
      const number = begins.length;
      begins.push({
        time: Math.min(...[file, ...(peer === undefined ? [] : [peer])].map((end) => this.firstTime(end))),
        make: () => this.stepsOf(file, peer, number),
      });
    }
    return begins;
  }

  private *stepsOf(file: OpenFileId, peer: OpenFileId | undefined, number: number): Generator<ConversationStep> {
    const { trace } = this.source;
    const conversation = tcpConversation(trace, this.end(file), peer === undefined ? undefined : this.end(peer));
    if (conversation) yield* new TcpSteps(trace, conversation, number, this.made.segments).steps();
  }

  /** The datagrams of each socket, those that another chosen socket sent left out. Others are read only for their other ends. */
  private *datagrams(files: ReadonlySet<OpenFileId>): Generator<Uint8Array, Begin[]> {
    const { trace, raw, index } = this.source;
    const datagrams = new Datagrams(trace, index, raw);
    const sockets = index.files.filter((file) => this.protocolOf(file) === Protocol.UDP);
    if (!sockets.some((file) => files.has(file))) return [];
    for (const [at, file] of sockets.entries()) {
      datagrams.add(file);
      if (at % FILES === 0) yield NOTHING;
    }
    datagrams.pair();
    const bySocket = new Map<OpenFileId, ConversationStep[]>();
    for (const step of datagrams.all) {
      const isThere = !step.isSent && step.other !== undefined && files.has(step.other.file);
      if (!files.has(step.file) || isThere) continue;
      const steps = bySocket.get(step.file);
      if (steps) steps.push(step);
      else bySocket.set(step.file, [step]);
    }
    return [...bySocket.values()].map((steps) => ({ time: steps[0].time, make: () => steps.values() }));
  }

  private end(file: OpenFileId): ConversationEnd {
    return { file, stream: streamOf(this.source.trace, this.source.index, file), life: this.source.lives.of(file) };
  }

  /** The protocol of an internet socket that did I/O; `Protocol.NONE` for anything else. */
  private protocolOf(file: OpenFileId): number {
    const { trace, index } = this.source;
    const rows = index.rowsOf(file);
    if (rows.length === 0) return Protocol.NONE;
    const version = trace.events.fd(rows[rows.length - 1] as EventRow);
    return isInternet(trace.fds.get(version, 'kind')) ? trace.fds.get(version, 'protocol') : Protocol.NONE;
  }

  /** When an end of a connection began to be made, or did its first I/O. */
  private firstTime(file: OpenFileId): number {
    const { events } = this.source.trace;
    const { connected, accepted } = this.source.lives.of(file);
    const [first] = this.source.index.rowsOf(file);
    const began = connected === undefined ? NO_PARTNER : events.partner(connected);
    const rows = [first, connected, accepted, began === NO_PARTNER ? undefined : began];
    return Math.min(...rows.flatMap((row) => (row === undefined ? [] : [events.time(row as EventRow)])));
  }
}

const NOTHING = new Uint8Array(0);
