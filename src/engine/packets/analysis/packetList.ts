import { Float64Column, Int32Column, Uint8Column } from '../../base/growingColumns';
import type { PayloadKind } from './messageFramer';
import type { TcpConversation } from './tcpConversation';

/** No packet. */
export const NO_PACKET = -1;

/** Why a question has no answer, or that it has one. */
export const Question = { NONE: 0, UNANSWERED: 1, ANSWERED: 2 } as const;
export type Question = (typeof Question)[keyof typeof Question];

/**
 * Packets, each with the places where it was seen, and what they say of one another. Packets are numbered from 0; summaries
 * count from 1, as capture files do. Observations are the entries of the `PacketIndex` that the list was made from.
 */
export class PacketList {
  /** By packet: its first and latest observation. */
  readonly first = new Int32Column();
  readonly last = new Int32Column();
  /** By observation: its packet, and the next observation of the same one, or -1. */
  readonly packetOf = new Int32Column();
  readonly next = new Int32Column();
  /** By packet: index into `conversations`, or -1; and the direction, 0 or 1. */
  readonly conversation = new Int32Column();
  readonly direction = new Uint8Column();
  /** By packet: bits of `TcpNote`; the packet number (from 1) that a duplicate acknowledgement repeats, and how often. */
  readonly notes = new Int32Column();
  readonly repeated = new Int32Column();
  readonly times = new Int32Column();
  /** By packet: a `PayloadKind`. */
  readonly payload = new Uint8Column();
  /** By packet: the segment before it in the same message, or -1. */
  readonly before = new Int32Column();
  /** By packet: the packet whose data it acknowledges for the first time, or -1, and how long after it, in ns. */
  readonly acknowledges = new Int32Column();
  readonly acknowledgedAfter = new Float64Column();
  /** By packet: the packet that an error is about, or that an answer answers; -1: none. */
  readonly cause = new Int32Column();
  /** By packet: the error that it caused, or the answer that it got; -1: none. */
  readonly outcome = new Int32Column();
  /** By packet that is a fragment of IP: the packet with which its datagram is complete; -1: none. */
  readonly reassembledIn = new Int32Column();
  /** By packet: a value of `Question`. */
  readonly question = new Uint8Column();
  readonly conversations: TcpConversation[] = [];

  /** Number of packets. */
  get count(): number {
    return this.first.length;
  }

  /** Begins a packet with an observation; returns its number. */
  begin(observation: number): number {
    const packet = this.first.length;
    this.first.push(observation);
    this.last.push(observation);
    this.packetOf.push(packet);
    this.next.push(NO_PACKET);
    for (const column of [
      this.conversation,
      this.before,
      this.acknowledges,
      this.cause,
      this.outcome,
      this.reassembledIn,
    ]) {
      column.push(NO_PACKET);
    }
    for (const column of [this.notes, this.repeated, this.times]) column.push(0);
    for (const column of [this.direction, this.payload, this.question]) column.push(0);
    this.acknowledgedAfter.push(0);
    return packet;
  }

  /** Adds an observation to a packet that was seen before. */
  seenAgain(packet: number, observation: number): void {
    this.next.values[this.last.values[packet]] = observation;
    this.last.values[packet] = observation;
    this.packetOf.push(packet);
    this.next.push(NO_PACKET);
  }

  /** The observations of a packet, in their order. */
  hops(packet: number): number[] {
    const hops: number[] = [];
    for (let at = this.first.values[packet]; at !== NO_PACKET; at = this.next.values[at]) hops.push(at);
    return hops;
  }

  payloadKind(packet: number): PayloadKind {
    return this.payload.values[packet] as PayloadKind;
  }
}
