import type { EventRow, OpenFileId } from '../../base/brands';
import type { HeaderEnds } from '../../packets/pcapng/madeHeaders';
import { IpProtocol } from '../../packets/tables/protocols';
import { Role } from '../../state/fdVersions';
import { Family, SocketTuple } from '../../state/socketTuple';
import { RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { Stream, StreamPiece } from '../stream';
import { Direction } from '../streamIndex';
import type { SocketLife } from './socketLives';

/** One end of a connection as the capture has it. */
export interface ConversationEnd {
  readonly file: OpenFileId;
  readonly stream: Stream;
  readonly life: SocketLife;
}

/** A TCP connection, seen at one end or at both. */
export interface TcpConversation {
  readonly client: ConversationEnd | undefined;
  readonly server: ConversationEnd | undefined;
  /** The addresses as the client sees them, where the capture has it; the client is the source. */
  readonly ends: HeaderEnds;
}

/** What one side of a connection sent. */
export interface SentBytes {
  /** The calls that moved its bytes: the sender's writes, or the receiver's reads where those tell more. */
  readonly pieces: readonly StreamPiece[];
  /** The calls of the other end, at the same offsets; empty where the capture does not have them, or they cannot be compared. */
  readonly others: readonly StreamPiece[];
  /** The event that shows that the side ended; undefined: the capture does not show it. */
  readonly ended: EventRow | undefined;
}

/** The conversation of one end and, where the capture has it, its peer; undefined where the addresses are not known. */
export function tcpConversation(
  trace: Trace,
  own: ConversationEnd,
  peer: ConversationEnd | undefined,
): TcpConversation | undefined {
  const isServer = roleOf(trace, own) === Role.SERVER || (peer !== undefined && roleOf(trace, peer) === Role.CLIENT);
  const [client, server] = isServer ? [peer, own] : [own, peer];
  const ends = endsOf(trace, client ?? own);
  return ends && { client, server, ends };
}

/** What the client sent, or the server. */
export function sentBytes(trace: Trace, conversation: TcpConversation, fromClient: boolean): SentBytes {
  const { client, server } = conversation;
  const [sender, receiver] = fromClient ? [client, server] : [server, client];
  const written = moving(sender, Direction.WRITE);
  const read = moving(receiver, Direction.READ);
  const ended = endOf(trace, sender) ?? endOfReading(trace, receiver);
  const [writtenLength, readLength] = [sender?.stream.writeLength ?? 0, receiver?.stream.readLength ?? 0];
  const isComparable = writtenLength === readLength || (beganInside(sender) && beganInside(receiver));
  const [pieces, others] = writtenLength >= readLength ? [written, read] : [read, written];
  return { pieces, others: isComparable ? others : [], ended };
}

function moving(end: ConversationEnd | undefined, direction: Direction): StreamPiece[] {
  return end ? end.stream.pieces.filter((piece) => piece.direction === direction && piece.length > 0) : [];
}

/** The capture has the end from its first byte on. */
function beganInside(end: ConversationEnd | undefined): boolean {
  return end?.life.connected !== undefined || end?.life.accepted !== undefined;
}

/** Where an end was closed for good: what is closed and then used still was one of several fds. */
function endOf({ events }: Trace, end: ConversationEnd | undefined): EventRow | undefined {
  const ended = end?.life.ended;
  const last = end?.stream.pieces.at(-1);
  return ended !== undefined && (!last || events.time(last.row) <= events.time(ended)) ? ended : undefined;
}

/** Where an end read that nothing more will come. */
function endOfReading({ events }: Trace, end: ConversationEnd | undefined): EventRow | undefined {
  const last = end?.stream.pieces.findLast(({ direction }) => direction === Direction.READ);
  const isEnd = last && last.length === 0 && !last.failed && (events.flags(last.row) & RowFlag.HAS_RESULT) !== 0;
  return isEnd ? last.row : undefined;
}

function lastVersion({ events }: Trace, { stream }: ConversationEnd): ReturnType<Trace['events']['fd']> {
  return events.fd(stream.pieces[stream.pieces.length - 1].row);
}

function roleOf(trace: Trace, end: ConversationEnd): number {
  return trace.fds.get(lastVersion(trace, end), 'role');
}

/** A connected socket has the client's address first. */
function endsOf(trace: Trace, end: ConversationEnd): HeaderEnds | undefined {
  const tuple = new SocketTuple();
  const bytes = trace.tuples.bytes(trace.fds.get(lastVersion(trace, end), 'tuple'));
  return tuple.readTuple(bytes, 0, bytes.length) ? headerEnds(tuple, IpProtocol.TCP) : undefined;
}

/** What headers say of a pair of addresses, the source being the sender. */
export function headerEnds(tuple: SocketTuple, protocol: number): HeaderEnds {
  return {
    protocol,
    version: tuple.family === Family.INET ? 4 : 6,
    sourceBytes: tuple.source.slice(0, tuple.width),
    destinationBytes: tuple.destination.slice(0, tuple.width),
    sourcePort: tuple.sourcePort,
    destinationPort: tuple.destinationPort,
  };
}

/** The same pair, seen from the other end. */
export function reversedEnds({
  sourceBytes,
  destinationBytes,
  sourcePort,
  destinationPort,
  ...rest
}: HeaderEnds): HeaderEnds {
  return {
    ...rest,
    sourceBytes: destinationBytes,
    destinationBytes: sourceBytes,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}
