import type { EventRow } from '../../base/brands';
import { TcpFlag } from '../../packets/dissectors/tcpFlags';
import { type TcpNumbers, tcpHeadersLength } from '../../packets/pcapng/madeHeaders';
import { NO_PARTNER } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { StreamPiece } from '../stream';
import type { SegmentBytes } from './segmentBytes';
import { type Segment, segmentsOf } from './segments';
import { type SentBytes, sentBytes, type TcpConversation } from './tcpConversation';

/** A packet of a conversation, before its bytes are read. */
export interface TcpStep {
  readonly kind: 'tcp';
  /** ns since the trace's time base. */
  readonly time: number;
  readonly conversation: TcpConversation;
  readonly fromClient: boolean;
  readonly numbers: TcpNumbers;
  /** Undefined for what carries no data. */
  readonly segment: Segment | undefined;
  /** Events that show it. */
  readonly rows: readonly EventRow[];
  readonly isHandshake: boolean;
}

/** Total length of a packet of IPv4; a packet of IPv6 is held to it as well. */
const LARGEST_PACKET = 0xffff;
const WINDOW = 0xffff;
/**
 * The largest segment, 65,535 bytes, and windows of 1 GiB (shift 14), so that none is ever full. Kind, length, value; and one
 * byte to fill. Source: RFC 9293 §3.2, RFC 7323 §2.2.
 */
const OFFERED = new Uint8Array([2, 4, 0xff, 0xff, 3, 3, 14, 1]);
const NO_OPTIONS = new Uint8Array(0);
/** First numbers of conversations lie so far apart: one that uses the addresses of another again is told from it. */
const NUMBERS_APART = 0x01000193;

/** Of many calls that read what one wrote, the first so many are named. */
const MOST_NAMED = 8;

interface Item {
  readonly time: number;
  readonly row: EventRow;
  /** Undefined: the side ends. */
  readonly segment: Segment | undefined;
}

/**
 * A connection as packets, in the order of time: the handshake where the capture has the connection's beginning, one packet or
 * more for each call, and the ends that the capture shows. Numbers are right for what was moved, whether the capture holds it or
 * not. `number`: of the conversation among others.
 */
export class TcpSteps {
  /** The next sequence numbers: of the server, of the client. */
  private readonly next: [server: number, client: number];
  private time = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly trace: Trace,
    private readonly conversation: TcpConversation,
    number: number,
    private readonly bytes: SegmentBytes,
  ) {
    const first = ((number + 1) * NUMBERS_APART) >>> 0;
    this.next = [first, first];
  }

  *steps(): Generator<TcpStep> {
    const sides = [this.items(false), this.items(true)] as const;
    const heads: [IteratorResult<Item>, IteratorResult<Item>] = [sides[0].next(), sides[1].next()];
    const first = Math.min(...heads.map((head) => (head.done ? Number.POSITIVE_INFINITY : head.value.time)));
    yield* this.handshake(first);
    let ends = 0;
    for (;;) {
      const side = this.earlier(heads);
      if (side === undefined) break;
      const { value } = heads[side] as IteratorYieldResult<Item>;
      if (!value.segment) ends++;
      yield this.step(side === 1, value.time, value.segment ? TcpFlag.PSH : TcpFlag.FIN, rowsOf(value), value.segment);
      // Who ended first acknowledges the end of the other.
      if (ends === 2) yield this.step(side === 0, value.time, 0, [value.row]);
      heads[side] = sides[side].next();
    }
  }

  /** Which side sends next: the server (0) or the client (1). */
  private earlier([server, client]: readonly [IteratorResult<Item>, IteratorResult<Item>]): 0 | 1 | undefined {
    if (server.done) return client.done ? undefined : 1;
    if (client.done) return 0;
    const later = server.value.time - client.value.time || server.value.row - client.value.row;
    return later < 0 ? 0 : 1;
  }

  private *items(fromClient: boolean): Generator<Item> {
    const { events } = this.trace;
    const sent: SentBytes = sentBytes(this.trace, this.conversation, fromClient);
    const most = LARGEST_PACKET - tcpHeadersLength(this.conversation.ends);
    const isWhole = (piece: StreamPiece): boolean => this.bytes.isWhole(piece);
    for (const segment of segmentsOf(sent.pieces, sent.others, most, isWhole)) {
      yield { time: events.time(segment.piece.row), row: segment.piece.row, segment };
    }
    if (sent.ended === undefined) return;
    const last = sent.pieces.at(-1)?.row ?? sent.ended;
    const time = Math.max(events.time(sent.ended), events.time(last));
    yield { time, row: sent.ended, segment: undefined };
  }

  private *handshake(before: number): Generator<TcpStep> {
    const { events } = this.trace;
    const { client, server } = this.conversation;
    const connected = client?.life.connected;
    const accepted = server?.life.accepted;
    const rows = [connected, accepted].filter((row) => row !== undefined);
    const began = connected === undefined ? undefined : events.partner(connected);
    const [first] = rows;
    if (first === undefined) {
      // A number more than the first, as behind a handshake.
      this.next[0]++;
      this.next[1]++;
      return;
    }
    const start = began !== undefined && began !== NO_PARTNER ? events.time(began as EventRow) : events.time(first);
    const answered = Math.max(start, events.time(first));
    const at = (time: number): number => Math.min(time, before);
    yield this.step(true, at(start), TcpFlag.SYN, rows);
    yield this.step(false, at(answered), TcpFlag.SYN | TcpFlag.ACK, rows);
    yield { ...this.step(true, at(answered), 0, rows), isHandshake: true };
  }

  private step(
    fromClient: boolean,
    time: number,
    flags: number,
    rows: readonly EventRow[],
    segment?: Segment,
  ): TcpStep {
    const own = fromClient ? 1 : 0;
    const isSyn = (flags & TcpFlag.SYN) !== 0;
    const isFirst = flags === TcpFlag.SYN;
    const sequence = this.next[own];
    const takesNumber = isSyn || (flags & TcpFlag.FIN) !== 0;
    this.next[own] += takesNumber ? 1 : segment ? segment.end - segment.start : 0;
    this.time = Math.max(this.time, time);
    return {
      kind: 'tcp',
      time: this.time,
      conversation: this.conversation,
      fromClient,
      numbers: {
        sequence,
        acknowledgement: isFirst ? 0 : this.next[1 - own],
        flags: isFirst ? flags : flags | TcpFlag.ACK,
        window: WINDOW,
        options: isSyn ? OFFERED : NO_OPTIONS,
      },
      segment,
      rows,
      isHandshake: isSyn,
    };
  }
}

function rowsOf({ row, segment }: Item): EventRow[] {
  return [row, ...(segment?.others ?? []).slice(0, MOST_NAMED).map((other) => other.row)];
}
