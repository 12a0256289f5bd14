import { TcpFlag } from '../dissectors/tcpFlags';
import { advanced, isBefore, isBehind } from './sequenceNumbers';
import type { TcpConversation, TcpFlow } from './tcpConversation';
import { TcpNote } from './tcpNotes';
import type { TcpSegment } from './tcpSegment';

/** A retransmission that follows duplicate acknowledgements so soon is a fast one. */
const FAST = 20e6;
/** Segments that come so soon behind higher ones are out of order, where no round trip is known. */
const REORDERED = 3e6;
const ENDS_OR_BEGINS = TcpFlag.SYN | TcpFlag.FIN | TcpFlag.RST;

/**
 * Says what is remarkable about a segment, given those before it, and remembers it. The rules are tshark's, so that what is
 * shown here is what is shown there. Returns bits of `TcpNote`.
 */
export function noteSegment(conversation: TcpConversation, direction: 0 | 1, segment: TcpSegment): number {
  const forward = conversation.flows[direction];
  const back = conversation.flows[1 - direction];
  setBases(forward, back, segment);
  let notes = noteAcknowledgement(forward, back, segment);
  notes |= noteUnseen(back, segment);
  if (sendsSomething(segment)) notes |= noteRepetition(conversation, forward, back, segment, notes);
  remember(forward, segment, notes);
  return notes;
}

function setBases(forward: TcpFlow, back: TcpFlow, { sequence, acknowledgement, flags }: TcpSegment): void {
  if (!forward.hasBase) {
    forward.base = (flags & TcpFlag.SYN) !== 0 ? sequence : advanced(sequence, -1);
    forward.hasBase = true;
  }
  if (!back.hasBase && (flags & TcpFlag.ACK) !== 0) {
    back.base = advanced(acknowledgement, -1);
    back.hasBase = true;
  }
}

/** Notes on windows, probes and repeated acknowledgements; updates the count of duplicates. */
function noteAcknowledgement(forward: TcpFlow, back: TcpFlow, segment: TcpSegment): number {
  const { length, sequence, acknowledgement, flags, window } = segment;
  let notes = 0;
  const isOrdinary = (flags & ENDS_OR_BEGINS) === 0;
  const isNext = sequence === forward.next;
  const isSame = length === 0 && isNext && acknowledgement === forward.acknowledged && isOrdinary;
  if (length === 1 && isNext && back.window === 0) notes = TcpNote.ZERO_WINDOW_PROBE;
  else {
    if (window === 0 && isOrdinary) notes |= TcpNote.ZERO_WINDOW;
    if (forward.next !== 0 && isBehind(sequence, forward.next) && (flags & TcpFlag.RST) === 0) {
      notes |= TcpNote.PREVIOUS_LOST;
    }
    if (length <= 1 && sequence === advanced(forward.next, -1) && isOrdinary) notes |= TcpNote.KEEP_ALIVE;
    if (isSame && window !== 0 && window !== forward.window) notes |= TcpNote.WINDOW_UPDATE;
    if (length > 0 && isOrdinary && fillsWindow(back, advanced(sequence, length))) notes |= TcpNote.WINDOW_FULL;
    notes |= noteSame(forward, back, segment, isSame);
  }
  if (acknowledgement !== forward.acknowledged) {
    forward.lastFresh = segment.packet;
    forward.duplicates = 0;
  }
  return notes;
}

/** Notes on a segment without data that acknowledges what was acknowledged before, with the same window. */
function noteSame(forward: TcpFlow, back: TcpFlow, { window }: TcpSegment, isSame: boolean): number {
  if (!isSame || window !== forward.window) return 0;
  if (window === 0) {
    return (back.lastNotes & TcpNote.ZERO_WINDOW_PROBE) !== 0 ? TcpNote.ZERO_WINDOW_PROBE_ACK : 0;
  }
  if ((back.lastNotes & TcpNote.KEEP_ALIVE) !== 0) return TcpNote.KEEP_ALIVE_ACK;
  forward.duplicates++;
  return TcpNote.DUPLICATE_ACK;
}

function fillsWindow(back: TcpFlow, end: number): boolean {
  if (back.windowShift === -1) return false;
  const shift = back.hasAcknowledged ? Math.max(0, back.windowShift) : 0;
  return end === advanced(back.acknowledged, back.window * 2 ** shift);
}

/** It acknowledges what nobody has seen; the byte of a probe was seen, and does not count as sent. */
function noteUnseen(back: TcpFlow, { acknowledgement, flags }: TcpSegment): number {
  const isUnseen =
    back.nextWithoutGap !== 0 && isBehind(acknowledgement, back.nextWithoutGap) && (flags & TcpFlag.ACK) !== 0;
  const isProbe =
    (back.lastNotes & TcpNote.ZERO_WINDOW_PROBE) !== 0 && acknowledgement === advanced(back.nextWithoutGap, 1);
  if (!isUnseen || isProbe) return 0;
  back.nextWithoutGap = back.next;
  return TcpNote.ACKED_UNSEEN;
}

function sendsSomething({ length, flags }: TcpSegment): boolean {
  return length > 0 || (flags & (TcpFlag.SYN | TcpFlag.FIN)) !== 0;
}

/** Whether, and in which way, a segment repeats what was sent before. */
function noteRepetition(
  conversation: TcpConversation,
  forward: TcpFlow,
  back: TcpFlow,
  { time, sequence, length, flags }: TcpSegment,
  notes: number,
): number {
  if ((notes & TcpNote.KEEP_ALIVE) !== 0) return 0;
  const end = advanced(sequence, length);
  const isOld = forward.next !== 0 && isBefore(sequence, forward.next);
  const isAsked = back.duplicates >= 2 && back.acknowledged === sequence && time - back.acknowledgedTime < FAST;
  if (isOld && isAsked) return TcpNote.FAST_RETRANSMISSION;
  // What was acknowledged has arrived, even where it was not seen being sent.
  const hasArrived = length > 0 && back.acknowledged !== 0 && !isBehind(end, back.acknowledged);
  if (hasArrived) return TcpNote.SPURIOUS_RETRANSMISSION;
  if (!isOld) return 0;
  const reordered = Number.isNaN(conversation.roundTrip) ? REORDERED : conversation.roundTrip;
  const isReordered = time - forward.nextTime < reordered && forward.next !== advanced(end, countsAsByte(flags));
  return isReordered ? TcpNote.OUT_OF_ORDER : TcpNote.RETRANSMISSION;
}

/** SYN and FIN take a number each. */
function countsAsByte(flags: number): 0 | 1 {
  return (flags & (TcpFlag.SYN | TcpFlag.FIN)) !== 0 ? 1 : 0;
}

function remember(forward: TcpFlow, segment: TcpSegment, notes: number): void {
  const { sequence, length, flags, time } = segment;
  const next = advanced(sequence, length + countsAsByte(flags));
  const isProbe = (notes & TcpNote.ZERO_WINDOW_PROBE) !== 0;
  if ((forward.next === 0 || isBehind(next, forward.next)) && !isProbe) {
    forward.next = next;
    forward.nextTime = time;
  }
  if ((forward.nextWithoutGap === 0 || sequence === forward.nextWithoutGap) && !isProbe) {
    forward.nextWithoutGap = forward.next;
  }
  forward.window = segment.window;
  forward.acknowledged = segment.acknowledgement;
  forward.acknowledgedTime = time;
  forward.lastNotes = notes;
  if ((flags & (TcpFlag.SYN | TcpFlag.ACK)) === TcpFlag.ACK) forward.hasAcknowledged = true;
}
