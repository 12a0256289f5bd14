import type { EventRow } from '../../base/brands';
import { observerAt, observerText } from '../../packets/observer';
import { type HeaderEnds, ipHeader, tcpHeaders } from '../../packets/pcapng/madeHeaders';
import type { PcapngPacket } from '../../packets/pcapng/pcapngWriter';
import { EventData } from '../../packets/recognise/eventData';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import type { DatagramStep } from './datagrams';
import { SegmentBytes } from './segmentBytes';
import { reversedEnds } from './tcpConversation';
import type { TcpStep } from './tcpSteps';

/** A packet of a conversation, before its bytes are read. */
export type ConversationStep = TcpStep | DatagramStep;

const NOTHING = new Uint8Array(0);

/** Makes packets of the steps of conversations. */
export class ConversationPackets {
  /** Read by whoever cuts conversations into packets, too. */
  readonly segments: SegmentBytes;
  private readonly data: EventData;

  constructor(
    private readonly trace: Trace,
    raw: RawEvents,
  ) {
    this.segments = new SegmentBytes(trace, raw);
    this.data = new EventData(trace, raw);
  }

  /** Valid until the next is made. Throws a `RawBytesError` where bytes cannot be read again. */
  packet(step: ConversationStep): Omit<PcapngPacket, 'interfaceId'> {
    return step.kind === 'tcp' ? this.segment(step) : this.datagram(step);
  }

  private segment(step: TcpStep): Omit<PcapngPacket, 'interfaceId'> {
    const { conversation, fromClient, numbers, segment, rows } = step;
    const ends = fromClient ? conversation.ends : reversedEnds(conversation.ends);
    const length = segment ? segment.end - segment.start : 0;
    const bytes = segment ? this.segments.of(segment) : NOTHING;
    const header = tcpHeaders(ends, numbers, length, bytes);
    const part = segment && length < segment.piece.length ? [partText(segment.piece.length, length)] : [];
    const made = segment ? [] : ['The packet was made: calls show that it was there, and not its bytes.'];
    return this.placed(step.time, header, bytes, length, [...this.observers(rows), ...part, ...made]);
  }

  private datagram({ time, row, other, length, ...step }: DatagramStep): Omit<PcapngPacket, 'interfaceId'> {
    const own = this.bytesOf(row);
    const theirs = other && own.length < length ? this.bytesOf(other.row) : NOTHING;
    const bytes = (theirs.length > own.length ? theirs : own).subarray(0, length);
    const rows = other ? [row, other.row] : [row];
    const ends = other && !isWhole(step.ends) ? other.ends : step.ends;
    return this.placed(time, ipHeader(ends, length, bytes), bytes, length, this.observers(rows));
  }

  private bytesOf(row: EventRow): Uint8Array {
    return this.data.read(row) ? this.data.bytes.slice() : NOTHING;
  }

  private placed(
    time: number,
    header: Uint8Array,
    bytes: Uint8Array,
    length: number,
    comment: readonly string[],
  ): Omit<PcapngPacket, 'interfaceId'> {
    return {
      time: this.trace.timeBase + BigInt(time),
      pieces: [header, bytes],
      originalLength: header.length + length,
      comment: comment.join('\n'),
    };
  }

  private observers(rows: readonly EventRow[]): string[] {
    return rows.map((row) => observerText(observerAt(this.trace, row)));
  }
}

/** Who sends without having bound a port may not be known by what was sent. */
function isWhole({ sourcePort, destinationPort }: HeaderEnds): boolean {
  return sourcePort !== 0 && destinationPort !== 0;
}

function partText(whole: number, part: number): string {
  return `These are ${part} of the ${whole} bytes that the call moved.`;
}

/** What the interface is called that a packet is said to have passed. */
export function faceOf(step: ConversationStep): { readonly name: string; readonly description: string } {
  const { version }: Pick<HeaderEnds, 'version'> = step.kind === 'tcp' ? step.conversation.ends : step.ends;
  const kind = `${step.kind === 'tcp' ? 'TCP' : 'UDP'} over IPv${version}`;
  const what = step.kind === 'tcp' ? 'connections' : 'datagrams';
  return { name: kind, description: `${what} put together from what processes read from and wrote to their sockets` };
}
