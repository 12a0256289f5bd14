import { MessageFramer } from './messageFramer';

/** Segments of one direction that are remembered. */
const MOST_REMEMBERED = 4096;

/** One direction of a conversation, as what it sent shows it. Numbers of segments are absolute, modulo 2^32. */
export class TcpFlow {
  hasBase = false;
  /** Relative numbers count from here. */
  base = 0;
  /** The number behind the highest byte that was seen; 0: nothing was seen. */
  next = 0;
  nextTime = 0;
  /** The number behind the bytes that were seen without a gap. */
  nextWithoutGap = 0;
  /** What this side acknowledged last, when, and with which window; -1: not yet. */
  acknowledged = 0;
  acknowledgedTime = 0;
  window = -1;
  /** By how many bits its windows are shifted: -1 not known, -2 not used. */
  windowShift = -1;
  duplicates = 0;
  /** Number of the packet that the duplicates repeat. */
  lastFresh = 0;
  /** The notes of its latest segment. */
  lastNotes = 0;
  /** Its first acknowledgement has not come yet. */
  hasAcknowledged = false;
  /** Messages in its data. */
  readonly framer = new MessageFramer();
  /** Numbers at which a segment began that held whole messages; they are read again where it is sent again. */
  readonly wasOwn = new Set<number>();
  /** What was sent and not yet acknowledged: number behind a segment → its packet. */
  readonly unacknowledged = new Map<number, { readonly packet: number; readonly time: number }>();

  /** Remembers data until it is acknowledged; of what nobody acknowledges only the latest. */
  sent(end: number, packet: number, time: number): void {
    this.unacknowledged.set(end, { packet, time });
    if (this.unacknowledged.size <= MOST_REMEMBERED) return;
    const [oldest] = this.unacknowledged.keys();
    this.unacknowledged.delete(oldest);
  }

  /** Remembers that a segment held whole messages. */
  heldWhole(sequence: number): void {
    if (this.wasOwn.size >= MOST_REMEMBERED) this.wasOwn.clear();
    this.wasOwn.add(sequence);
  }
}

/** A TCP conversation: two flows, the first that of the end that was seen sending first. */
export class TcpConversation {
  readonly flows: readonly [TcpFlow, TcpFlow] = [new TcpFlow(), new TcpFlow()];
  /** Time of the latest SYN, with or without ACK; NaN: none. */
  synTime = Number.NaN;
  /** From the first SYN to the ACK that ends the handshake, in ns; NaN where that was not seen. */
  roundTrip = Number.NaN;
  /** The packet that ended the handshake; -1: it was not seen. */
  completedBy = -1;
  /** The packet that reset it; -1: none. */
  resetBy = -1;
  /** The packets of its handshake so far: SYN, SYN and ACK, ACK. */
  handshake: 'none' | 'asked' | 'answered' | 'complete' = 'none';

  constructor(readonly id: number) {}
}
