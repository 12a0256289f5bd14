import { durationText } from '../format/timeText';
import type { Trace } from '../trace/trace';
import { Question } from './analysis/packetList';
import type { PacketTrace } from './analysis/packetTrace';
import type { TcpConversation } from './analysis/tcpConversation';
import { TcpNote } from './analysis/tcpNotes';
import { type HopChange, hopChanges, type PlacedPacket } from './hopChanges';
import { type Observer, observerAt } from './observer';

/** A packet at one of the places where it was seen. */
export interface Hop {
  /** Entry of the `PacketIndex`. */
  readonly observation: number;
  readonly observer: Observer;
  /** Since it was seen first, in ns. */
  readonly after: number;
  /** What changed since the place before. */
  readonly changes: readonly HopChange[];
}

/** What is known of a packet beyond its own bytes. Packets are numbered from 0. */
export interface PacketFacts {
  /** When it was seen first, in ns since the epoch. */
  readonly time: bigint;
  readonly hops: readonly Hop[];
  /** The packet that this one answers, or that this error is about. */
  readonly cause?: number;
  /** The answer that it got, or the error that it caused. */
  readonly outcome?: number;
  /** Of a question of DNS or ping. */
  readonly question?: 'answered' | 'unanswered';
  /** Of the handshake that this packet ends, in ns. */
  readonly roundTrip?: number;
  /** It is the first that resets its conversation. */
  readonly resets?: true;
  /** The packet whose data it acknowledges first, and how long after that, in ns. */
  readonly acknowledges?: { readonly packet: number; readonly after: number };
  /** All this as sentences, with packets numbered from 1. */
  readonly remarks: readonly string[];
}

/** What is known of a packet. Throws a `RawBytesError` where bytes cannot be read again. */
export function packetFacts(trace: Trace, packets: PacketTrace, packet: number): PacketFacts {
  const { list, index } = packets;
  const first = trace.events.time(index.row(list.first.values[packet]));
  const facts = {
    time: trace.timeBase + BigInt(first),
    hops: hopsOf(trace, packets, packet, first),
    ...known('cause', list.cause.values[packet]),
    ...known('outcome', list.outcome.values[packet]),
    ...questionOf(packets, packet),
    ...roundTripOf(packets, packet),
    ...(conversationOf(packets, packet)?.resetBy === packet && { resets: true as const }),
    ...(list.acknowledges.values[packet] >= 0 && {
      acknowledges: { packet: list.acknowledges.values[packet], after: list.acknowledgedAfter.values[packet] },
    }),
  };
  return { ...facts, remarks: remarksOn(facts, list.notes.values[packet]) };
}

function hopsOf(trace: Trace, packets: PacketTrace, packet: number, first: number): Hop[] {
  const hops: Hop[] = [];
  let before: PlacedPacket | undefined;
  for (const observation of packets.list.hops(packet)) {
    const row = packets.index.row(observation);
    const { bytes, ...read } = packets.reader.read(observation);
    const placed = { ...read, bytes: bytes.slice() };
    const changes = before ? hopChanges(before, placed) : [];
    hops.push({ observation, observer: observerAt(trace, row), after: trace.events.time(row) - first, changes });
    before = placed;
  }
  return hops;
}

function known<Name extends 'cause' | 'outcome'>(name: Name, packet: number): { [Key in Name]?: number } {
  return packet < 0 ? {} : ({ [name]: packet } as { [Key in Name]?: number });
}

function questionOf({ list }: PacketTrace, packet: number): { readonly question?: 'answered' | 'unanswered' } {
  const question = list.question.values[packet];
  if (question === Question.NONE) return {};
  return { question: question === Question.ANSWERED ? 'answered' : 'unanswered' };
}

/** The round trip of the handshake, of the packet that completes it. */
function roundTripOf(packets: PacketTrace, packet: number): { readonly roundTrip?: number } {
  const conversation = conversationOf(packets, packet);
  return conversation?.completedBy === packet ? { roundTrip: conversation.roundTrip } : {};
}

function conversationOf({ list }: PacketTrace, packet: number): TcpConversation | undefined {
  return list.conversations[list.conversation.values[packet]];
}

function remarksOn(facts: Omit<PacketFacts, 'remarks'>, notes: number): string[] {
  const { cause, outcome, question, roundTrip, resets } = facts;
  const remarks: string[] = [];
  if (question === 'unanswered') remarks.push('No answer to this question is in the capture.');
  if (question === 'answered' && outcome !== undefined) remarks.push(`Answered by packet ${outcome + 1}.`);
  if (question === undefined && outcome !== undefined) remarks.push(`Caused the error in packet ${outcome + 1}.`);
  if (question === 'unanswered' && outcome !== undefined) remarks.push(`Packet ${outcome + 1} says why.`);
  if (cause !== undefined) remarks.push(`About packet ${cause + 1}.`);
  if (roundTrip !== undefined) remarks.push(`Ends the handshake, ${durationText(roundTrip)} after it began.`);
  if (resets) remarks.push('Resets the conversation.');
  if ((notes & TcpNote.PREVIOUS_LOST) !== 0) remarks.push('What was sent before it is not in the capture.');
  return remarks;
}
