import type { EventRow, FdVersion, OpenFileId } from '../../base/brands';
import { Protocol } from '../../capture/fdList';
import { dissectDns } from '../../packets/dissectors/dns';
import type { DnsMessage } from '../../packets/dissectors/dnsMessage';
import { EventData } from '../../packets/recognise/eventData';
import { isInternet } from '../../state/fdVersions';
import { SocketTuple } from '../../state/socketTuple';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import { DirectionBytes } from '../directionBytes';
import { addressText, serverText } from '../otherEnd';
import { streamOf } from '../stream';
import { StreamBytes } from '../streamBytes';
import { Direction, directionOf, type StreamIndex } from '../streamIndex';

/** DNS, multicast DNS and link-local name resolution. Source: IANA's registry of ports. */
const DNS_PORTS: ReadonlySet<number> = new Set([53, 5353, 5355]);
/** Smallest message: a header. */
const HEADER = 12;

/** Between whom a message went, as its addresses say. */
export interface DnsEnds {
  /** The port that is not the service's: it tells questioners apart. */
  readonly clientPort: number;
  /** Address of the questioner, and address and port of the service; empty where the capture does not tell. */
  readonly client: string;
  readonly server: string;
}

/** A DNS message that a process sent or received. */
export interface PlacedDnsMessage {
  readonly row: EventRow;
  readonly file: OpenFileId;
  readonly direction: Direction;
  readonly message: DnsMessage;
  readonly ends: DnsEnds;
}

/** Reads the DNS messages of sockets: each datagram, and each framed message of a TCP connection. */
export class DnsReader {
  private readonly data: EventData;
  private readonly bytes: StreamBytes;
  private readonly tuple = new SocketTuple();

  constructor(
    private readonly trace: Trace,
    private readonly index: StreamIndex,
    raw: RawEvents,
  ) {
    this.data = new EventData(trace, raw);
    this.bytes = new StreamBytes(trace, raw);
  }

  /** The messages of the whole capture, in the order of time. */
  get messages(): PlacedDnsMessage[] {
    const { events } = this.trace;
    const all = this.index.files.flatMap((file) => this.messagesOf(file));
    return all.sort((a, b) => events.time(a.row) - events.time(b.row) || a.row - b.row);
  }

  /** The messages of an open file, in no certain order; none where it is no DNS socket. */
  messagesOf(file: OpenFileId): PlacedDnsMessage[] {
    const rows = this.index.rowsOf(file);
    if (rows.length === 0) return [];
    const { fds, events } = this.trace;
    const version = events.fd(rows[rows.length - 1] as EventRow);
    const kind = fds.get(version, 'kind');
    if (!isInternet(kind) && fds.isKnown(version)) return [];
    if (fds.get(version, 'protocol') === Protocol.TCP) return this.ofConnection(file, version);
    return Array.from(rows, (row) => this.ofDatagram(file, row as EventRow)).filter((each) => each !== undefined);
  }

  private ofDatagram(file: OpenFileId, row: EventRow): PlacedDnsMessage | undefined {
    const { events } = this.trace;
    const ofSocket = this.endsOf(events.fd(row));
    // The event's own addresses count before those that the socket had: an unconnected one serves many.
    if (!this.data.read(row)) return undefined;
    const { tuple, bytes } = this.data;
    const own = this.tuple.readTuple(tuple, 0, tuple.length) ? endsIn(this.tuple) : undefined;
    const ends = own ?? ofSocket;
    if (ends === undefined || bytes.length < HEADER) return undefined;
    return this.place(file, row, directionOf(events.type(row)), bytes.slice(), ends);
  }

  /** Two bytes of length stand before each message. Source: RFC 1035 §4.2.2. */
  private ofConnection(file: OpenFileId, version: FdVersion): PlacedDnsMessage[] {
    const ends = this.endsOf(version);
    if (ends === undefined) return [];
    const stream = streamOf(this.trace, this.index, file);
    const messages: PlacedDnsMessage[] = [];
    for (const direction of [Direction.READ, Direction.WRITE]) {
      const pieces = stream.of(direction);
      const bytes = new DirectionBytes(this.bytes.contentOf(pieces), pieces);
      for (let at = bytes.start; at < bytes.end; ) {
        const length = bytes.from(at, 2);
        if (length.length < 2) break;
        const end = at + 2 + (length[0] << 8) + length[1];
        const piece = bytes.pieceAt(at);
        const placed = piece && this.place(file, piece.row, direction, bytes.from(at + 2, end - at - 2), ends);
        if (placed) messages.push(placed);
        at = end;
      }
    }
    return messages;
  }

  private place(
    file: OpenFileId,
    row: EventRow,
    direction: Direction,
    bytes: Uint8Array,
    ends: DnsEnds,
  ): PlacedDnsMessage | undefined {
    if (bytes.length < HEADER) return undefined;
    const { message } = dissectDns(bytes, 0, bytes.length);
    return message.questions.length > 0 || message.isResponse ? { row, file, direction, message, ends } : undefined;
  }

  private endsOf(version: FdVersion): DnsEnds | undefined {
    const { fds, tuples } = this.trace;
    const bytes = tuples.bytes(fds.get(version, 'tuple'));
    return this.tuple.readTuple(bytes, 0, bytes.length) ? endsIn(this.tuple) : undefined;
  }
}

/** The end of a name service and the one opposite; undefined where neither is one. */
function endsIn(tuple: SocketTuple): DnsEnds | undefined {
  const { sourcePort, destinationPort } = tuple;
  if (DNS_PORTS.has(destinationPort)) {
    return { clientPort: sourcePort, client: addressText(tuple, 'source'), server: serverText(tuple, 'destination') };
  }
  if (!DNS_PORTS.has(sourcePort)) return undefined;
  return {
    clientPort: destinationPort,
    client: addressText(tuple, 'destination'),
    server: serverText(tuple, 'source'),
  };
}
