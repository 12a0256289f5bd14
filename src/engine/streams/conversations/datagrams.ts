import type { EventRow, OpenFileId } from '../../base/brands';
import { ByteHash } from '../../packets/analysis/hash';
import type { HeaderEnds } from '../../packets/pcapng/madeHeaders';
import { EventData } from '../../packets/recognise/eventData';
import { readSender } from '../../packets/recognise/senderTuple';
import { IpProtocol } from '../../packets/tables/protocols';
import { SocketTuple } from '../../state/socketTuple';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import { type StreamPiece, streamOf } from '../stream';
import { Direction, type StreamIndex } from '../streamIndex';
import { headerEnds } from './tcpConversation';

/** A datagram that a call sent or received. */
export interface DatagramStep {
  readonly kind: 'udp';
  readonly time: number;
  readonly row: EventRow;
  readonly file: OpenFileId;
  readonly isSent: boolean;
  /** The sender is the source. */
  readonly ends: HeaderEnds;
  /** Bytes that it had. */
  readonly length: number;
  /** The same datagram at its other end, where the capture has that. */
  other: DatagramStep | undefined;
}

/** Longest time, in ns, that a datagram of one machine is on the way, or that the exit of its call comes late. */
const ON_THE_WAY = 1e9;
/** Bytes by which a datagram is recognised. */
const COMPARED = 64;
/** Of equal datagrams whose other ends are not found, the latest so many are remembered. */
const MOST_WAITING = 64;

/** Reads datagrams of UDP sockets, and finds those that the capture has both ends of. */
export class Datagrams {
  /** In the order in which files were added. */
  readonly all: DatagramStep[] = [];
  private readonly hashes: number[] = [];
  private readonly data: EventData;
  private readonly tuple = new SocketTuple();
  private readonly hash = new ByteHash();

  constructor(
    private readonly trace: Trace,
    private readonly index: StreamIndex,
    raw: RawEvents,
  ) {
    this.data = new EventData(trace, raw);
  }

  /** Adds the datagrams of a UDP socket whose addresses are known. */
  add(file: OpenFileId): void {
    for (const piece of streamOf(this.trace, this.index, file).pieces) this.addPiece(file, piece);
  }

  /** Joins what was sent with what was received: the same bytes, one port in common, at about the same time. */
  pair(): void {
    const open = new Map<number, DatagramStep[]>();
    const order = this.all.map((_, index) => index);
    order.sort((a, b) => this.all[a].time - this.all[b].time || this.all[a].row - this.all[b].row);
    for (const index of order) {
      const own = this.all[index];
      const known = open.get(this.hashes[index])?.slice(-MOST_WAITING) ?? [];
      const waiting = known.filter(({ time }) => own.time - time < ON_THE_WAY);
      const place = waiting.findIndex((other) => other.isSent !== own.isSent && areSame(other, own));
      if (place < 0) waiting.push(own);
      else {
        const [other] = waiting.splice(place, 1);
        other.other = own;
        own.other = other;
      }
      open.set(this.hashes[index], waiting);
    }
  }

  private addPiece(file: OpenFileId, { row, direction, length, failed }: StreamPiece): void {
    if (failed || length === 0 || !this.data.read(row)) return;
    const { trace, data, tuple } = this;
    const isSent = direction === Direction.WRITE;
    if (!readSender(trace, trace.events.fd(row), data.tuple, isSent, tuple)) return;
    const ends = headerEnds(tuple, IpProtocol.UDP);
    const time = trace.events.time(row);
    this.all.push({ kind: 'udp', time, row, file, isSent, ends, length: data.length, other: undefined });
    this.hashes.push(this.hash.clear().add(data.bytes, 0, COMPARED).value);
  }
}

/** Addresses may have been translated on the way, but then one port stays; a port of 0 is not known. */
function areSame(a: DatagramStep, b: DatagramStep): boolean {
  if (a.length !== b.length) return false;
  const source = [a.ends.sourcePort, b.ends.sourcePort];
  const destination = [a.ends.destinationPort, b.ends.destinationPort];
  return [source, destination].some(([one, other]) => one === other || one === 0 || other === 0);
}
