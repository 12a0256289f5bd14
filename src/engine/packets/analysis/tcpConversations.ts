import { TcpFlag } from '../dissectors/tcpFlags';
import { windowShift } from '../dissectors/tcpOptions';
import { TLS_PORTS } from '../tables/ports';
import type { IpHeaders } from './ipHeaders';
import { PayloadKind } from './messageFramer';
import type { PacketKeys } from './packetKeys';
import { NO_PACKET, type PacketList } from './packetList';
import { advanced } from './sequenceNumbers';
import { TcpConversation, type TcpFlow } from './tcpConversation';
import { TcpNote } from './tcpNotes';
import type { TcpSegment } from './tcpSegment';
import { noteSegment } from './tcpSequence';

const SMALLEST_HEADER = 20;

/** Follows TCP conversations over packets in their order. */
export class TcpConversations {
  /** By the key of each direction. */
  private readonly open = new Map<number, { conversation: TcpConversation; readonly direction: 0 | 1 }>();
  /** The latest segment of a message that goes on, by conversation and direction. */
  private readonly unfinished = new Map<number, number>();

  constructor(
    private readonly list: PacketList,
    private readonly keys: PacketKeys,
  ) {}

  /** Takes a packet that holds a TCP segment, whole or cut. */
  take(packet: number, time: number, bytes: Uint8Array, ip: IpHeaders): void {
    const at = ip.payloadStart;
    const headerLength = at + SMALLEST_HEADER <= bytes.length ? (bytes[at + 12] >> 4) * 4 : 0;
    const dataStart = at + headerLength;
    if (headerLength < SMALLEST_HEADER || dataStart > ip.payloadEnd || ip.isFragment) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const flags = view.getUint16(at + 12) & 0xfff;
    const segment: TcpSegment = {
      packet: packet + 1,
      time,
      sequence: view.getUint32(at + 4),
      acknowledgement: view.getUint32(at + 8),
      flags,
      window: view.getUint16(at + 14),
      length: ip.payloadEnd - dataStart,
      offeredShift: windowShift(bytes, at + SMALLEST_HEADER, Math.min(dataStart, bytes.length)),
    };
    const { conversation, direction, isReused } = this.find(bytes, ip, segment);
    const { list } = this;
    list.conversation.values[packet] = conversation.id;
    list.direction.values[packet] = direction;
    offerShift(conversation, direction, segment);
    const notes = noteSegment(conversation, direction, segment) | (isReused ? TcpNote.PORTS_REUSED : 0);
    list.notes.values[packet] = notes;
    const forward = conversation.flows[direction];
    list.repeated.values[packet] = forward.lastFresh;
    list.times.values[packet] = forward.duplicates;
    followHandshake(conversation, segment);
    this.acknowledge(packet, conversation.flows[1 - direction], segment);
    const isWhole = bytes.length >= ip.payloadEnd;
    const isTls = TLS_PORTS.has(view.getUint16(at)) || TLS_PORTS.has(view.getUint16(at + 2));
    const data = bytes.subarray(Math.min(dataStart, bytes.length), Math.min(bytes.length, ip.payloadEnd));
    this.followMessages(
      packet,
      forward,
      conversation.id * 2 + direction,
      segment,
      notes,
      isWhole ? data : undefined,
      isTls,
    );
    if (segment.length > 0) {
      forward.sent(advanced(segment.sequence, segment.length), packet, time);
    }
  }

  private find(
    bytes: Uint8Array,
    ip: IpHeaders,
    segment: TcpSegment,
  ): { readonly conversation: TcpConversation; readonly direction: 0 | 1; readonly isReused: boolean } {
    const there = this.key(bytes, ip, false);
    const known = this.open.get(there);
    const isSyn = (segment.flags & (TcpFlag.SYN | TcpFlag.ACK)) === TcpFlag.SYN;
    const flow = known?.conversation.flows[known.direction];
    const isReused = isSyn && flow?.hasBase === true && flow.base !== segment.sequence;
    if (known && !isReused) return { ...known, isReused };
    const conversation = new TcpConversation(this.list.conversations.length);
    this.list.conversations.push(conversation);
    this.open.set(there, { conversation, direction: 0 });
    this.open.set(this.key(bytes, ip, true), { conversation, direction: 1 });
    return { conversation, direction: 0, isReused };
  }

  /** A key of the ends of a segment, or of the answers to it. */
  private key(bytes: Uint8Array, ip: IpHeaders, isReversed: boolean): number {
    const { start, end } = ip.addresses;
    const middle = (start + end) / 2;
    const port = ip.payloadStart;
    const source: [number, number][] = [
      [start, middle],
      [port, port + 2],
    ];
    const destination: [number, number][] = [
      [middle, end],
      [port + 2, port + 4],
    ];
    return this.keys.between(bytes, isReversed ? [...destination, ...source] : [...source, ...destination]);
  }

  /** Which data a segment acknowledges for the first time, and how long after. */
  private acknowledge(packet: number, back: TcpFlow, { flags, acknowledgement, time }: TcpSegment): void {
    if ((flags & TcpFlag.ACK) === 0) return;
    const acknowledged = back.unacknowledged.get(acknowledgement);
    if (!acknowledged) return;
    this.list.acknowledges.values[packet] = acknowledged.packet;
    this.list.acknowledgedAfter.values[packet] = time - acknowledged.time;
    for (const [end, { time: sent }] of back.unacknowledged) {
      if (sent <= acknowledged.time) back.unacknowledged.delete(end);
    }
  }

  /** What the data of a segment is to its message. `data`: undefined where it was cut. */
  private followMessages(
    packet: number,
    forward: TcpFlow,
    flow: number,
    segment: TcpSegment,
    notes: number,
    data: Uint8Array | undefined,
    isTls: boolean,
  ): void {
    const { list, unfinished } = this;
    let kind: PayloadKind = PayloadKind.OWN;
    const isLate = (notes & (TcpNote.RETRANSMISSION | TcpNote.OUT_OF_ORDER)) !== 0;
    const wasTaken = (notes & (TcpNote.FAST_RETRANSMISSION | TcpNote.SPURIOUS_RETRANSMISSION)) !== 0;
    if (segment.length > 0 && isLate) kind = PayloadKind.REPEATED;
    else if (segment.length > 0 && wasTaken)
      kind = forward.wasOwn.has(segment.sequence) ? PayloadKind.OWN : PayloadKind.REPEATED;
    else if (segment.length > 0 && (data === undefined || (notes & TcpNote.PREVIOUS_LOST) !== 0))
      forward.framer.reset();
    if (segment.length > 0 && !isLate && !wasTaken && data !== undefined) {
      kind = forward.framer.take(data, isTls);
      if (kind === PayloadKind.OWN) forward.heldWhole(segment.sequence);
    }
    if ((segment.flags & TcpFlag.FIN) !== 0 && !isLate && forward.framer.end()) kind = PayloadKind.COMPLETES;
    list.payload.values[packet] = kind;
    if (kind === PayloadKind.CONTINUES || kind === PayloadKind.COMPLETES) {
      list.before.values[packet] = unfinished.get(flow) ?? NO_PACKET;
    }
    if (kind === PayloadKind.BEGINS || kind === PayloadKind.CONTINUES) unfinished.set(flow, packet);
  }
}

/** Windows are shifted only where both ends offered it. Source: RFC 7323 §2.2. */
function offerShift(conversation: TcpConversation, direction: 0 | 1, { flags, offeredShift }: TcpSegment): void {
  if ((flags & TcpFlag.SYN) === 0) return;
  const forward = conversation.flows[direction];
  forward.windowShift = offeredShift;
  if ((flags & TcpFlag.ACK) === 0) return;
  const back = conversation.flows[1 - direction];
  if (forward.windowShift < 0 || back.windowShift < 0) {
    forward.windowShift = -2;
    back.windowShift = -2;
  }
}

function followHandshake(conversation: TcpConversation, { flags, time, packet }: TcpSegment): void {
  const kind = flags & (TcpFlag.SYN | TcpFlag.ACK);
  if (kind === TcpFlag.SYN) {
    conversation.synTime = time;
    conversation.handshake = 'asked';
  } else if (kind === (TcpFlag.SYN | TcpFlag.ACK)) {
    conversation.handshake = conversation.handshake === 'none' ? 'none' : 'answered';
  } else if (kind === TcpFlag.ACK && conversation.handshake === 'answered' && (flags & TcpFlag.RST) === 0) {
    conversation.handshake = 'complete';
    conversation.roundTrip = time - conversation.synTime;
    conversation.completedBy = packet - 1;
  }
  if ((flags & TcpFlag.RST) !== 0 && conversation.resetBy < 0) conversation.resetBy = packet - 1;
}
