import type { EventRow, OpenFileId } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import { DirectionBytes } from '../directionBytes';
import type { Stream } from '../stream';
import type { StreamBytes } from '../streamBytes';
import { Direction } from '../streamIndex';
import { type HttpMessage, readHttpMessages } from './httpMessages';

/** A message, and the calls that moved its first and last byte. */
export interface PlacedMessage {
  readonly message: HttpMessage;
  readonly bytes: DirectionBytes;
  readonly firstRow: EventRow;
  readonly lastRow: EventRow;
}

/** A request and what answered it, at one end of a connection. */
export interface HttpExchange {
  readonly file: OpenFileId;
  /** The end that this is: the one that asked, or the one that answered. */
  readonly side: 'client' | 'server';
  readonly request: PlacedMessage | undefined;
  /** Undefined where no answer came while the capture ran. */
  readonly response: PlacedMessage | undefined;
  /** ns from the last byte of the request to the first of the response, and to its last; undefined without both. */
  readonly latency: number | undefined;
  readonly duration: number | undefined;
}

/** The HTTP/1 requests and responses of a stream, in their order; none where it carries something else. */
export function httpExchanges(trace: Trace, stream: Stream, reader: StreamBytes): HttpExchange[] {
  const read = directionBytes(stream, Direction.READ, reader);
  const written = directionBytes(stream, Direction.WRITE, reader);
  const readKind = kindOf(read);
  const writtenKind = kindOf(written);
  if (readKind === undefined && writtenKind === undefined) return [];
  const side = writtenKind === 'request' || readKind === 'response' ? 'client' : 'server';
  const [asking, answering] = side === 'client' ? [written, read] : [read, written];
  const requests = readHttpMessages(asking).filter(({ head }) => head.kind === 'request');
  const methods = requests.map(({ head }) => head.method);
  const answers = readHttpMessages(answering, methods).filter(({ head }) => head.kind === 'response');
  return pair(trace, stream.file, side, place(requests, asking), place(answers, answering));
}

function directionBytes(stream: Stream, direction: Direction, reader: StreamBytes): DirectionBytes {
  const pieces = stream.of(direction);
  return new DirectionBytes(reader.contentOf(pieces), pieces);
}

/** What the first message of a direction is; undefined where there is none. */
function kindOf(bytes: DirectionBytes): 'request' | 'response' | undefined {
  return readHttpMessages(bytes).at(0)?.head.kind;
}

function place(messages: readonly HttpMessage[], bytes: DirectionBytes): PlacedMessage[] {
  return messages.flatMap((message) => {
    const first = bytes.pieceAt(message.range.start);
    const last = bytes.pieceAt(Math.max(message.range.start, message.range.end - 1));
    return first && last ? [{ message, bytes, firstRow: first.row, lastRow: last.row }] : [];
  });
}

/**
 * Responses answer requests in order; interim ones (1xx) belong to the same request. A response that came before the request
 * that it would answer belongs to one before the capture began.
 */
function pair(
  trace: Trace,
  file: OpenFileId,
  side: HttpExchange['side'],
  requests: readonly PlacedMessage[],
  responses: readonly PlacedMessage[],
): HttpExchange[] {
  const { events } = trace;
  const exchanges: HttpExchange[] = [];
  const finals = responses.filter(({ message }) => message.head.status >= 200 || message.head.status === 101);
  let next = 0;
  for (const request of requests) {
    while (next < finals.length && events.time(finals[next].firstRow) < events.time(request.firstRow)) {
      exchanges.push(exchange(trace, file, side, undefined, finals[next++]));
    }
    exchanges.push(exchange(trace, file, side, request, finals[next]));
    next++;
  }
  for (; next < finals.length; next++) exchanges.push(exchange(trace, file, side, undefined, finals[next]));
  return exchanges;
}

function exchange(
  { events }: Trace,
  file: OpenFileId,
  side: HttpExchange['side'],
  request: PlacedMessage | undefined,
  response: PlacedMessage | undefined,
): HttpExchange {
  const asked = request && events.time(request.lastRow);
  const latency = asked === undefined || !response ? undefined : events.time(response.firstRow) - asked;
  const duration = request && response ? events.time(response.lastRow) - events.time(request.firstRow) : undefined;
  return { file, side, request, response, latency, duration };
}
