import type { EventRow } from '../../base/brands';
import { FdKind } from '../../capture/fdList';
import { Role } from '../../state/fdVersions';
import type { Trace } from '../../trace/trace';
import { DirectionBytes } from '../directionBytes';
import type { Stream } from '../stream';
import type { StreamBytes } from '../streamBytes';
import { Direction } from '../streamIndex';
import { type ApplicationProtocol, type SpokenMessage, TELLING_BYTES } from './applicationProtocol';
import { PROTOCOLS } from './protocols';

/** Kinds of fds over which nobody speaks a protocol. */
const SILENT: ReadonlySet<number> = new Set([FdKind.FILE, FdKind.FILE_WITH_FLAGS, FdKind.DIRECTORY]);

/** Whether nobody speaks a protocol over fds of a kind (`FdKind`). */
export function isSilent(kind: number): boolean {
  return SILENT.has(kind);
}

/** A message, and the calls that moved its first and last byte. */
export interface PlacedSpeech extends SpokenMessage {
  readonly firstRow: EventRow;
  readonly lastRow: EventRow;
}

/** A request in an application's protocol, with what answered it. */
export interface ConversationCall {
  readonly request: PlacedSpeech;
  /** Undefined where no answer came while the capture ran, or where none is sent. */
  readonly response: PlacedSpeech | undefined;
  /** ns from the last byte of the request to the first of the response; undefined without one. */
  readonly latency: number | undefined;
}

/** What is spoken over an open file, and what was said. */
export interface SpokenConversation {
  /** `Redis`, `MySQL`. */
  readonly protocol: string;
  /** The end that this is. */
  readonly side: 'client' | 'server';
  readonly calls: readonly ConversationCall[];
}

interface Sides {
  readonly protocol: ApplicationProtocol;
  readonly side: 'client' | 'server';
}

/** Tells by the first bytes which protocol a stream speaks; undefined where it is none of those known here. Never throws. */
export function spokenProtocol(trace: Trace, stream: Stream, reader: StreamBytes): Sides | undefined {
  const written = firstBytes(stream, Direction.WRITE, reader);
  const read = firstBytes(stream, Direction.READ, reader);
  if (written.length + read.length === 0) return undefined;
  const last = stream.pieces.at(-1);
  const role = last === undefined ? Role.NONE : trace.fds.get(trace.events.fd(last.row), 'role');
  const sides = role === Role.SERVER ? (['server', 'client'] as const) : (['client', 'server'] as const);
  for (const side of sides) {
    const [client, server] = side === 'client' ? [written, read] : [read, written];
    const protocol = PROTOCOLS.find(({ speaks }) => speaks(client, server));
    if (protocol) return { protocol, side };
  }
  return undefined;
}

/** The requests of a stream with their answers, in the order of time; undefined where its protocol is not known. Never throws. */
export function spokenConversation(trace: Trace, stream: Stream, reader: StreamBytes): SpokenConversation | undefined {
  const spoken = spokenProtocol(trace, stream, reader);
  if (!spoken) return undefined;
  const { protocol, side } = spoken;
  const [asking, answering] = side === 'client' ? [Direction.WRITE, Direction.READ] : [Direction.READ, Direction.WRITE];
  const requests = placed(directionOf(stream, asking, reader), protocol.requests);
  const responses = placed(directionOf(stream, answering, reader), protocol.responses);
  return { protocol: protocol.name, side, calls: paired(trace, requests, responses) };
}

function firstBytes(stream: Stream, direction: Direction, reader: StreamBytes): Uint8Array {
  const pieces = stream.of(direction);
  const first = pieces.findIndex(({ length }) => length > 0);
  if (first < 0) return new Uint8Array(0);
  // Some write a head and its body in two calls.
  const some = pieces.slice(first, first + 2);
  return new DirectionBytes(reader.contentOf(some), some).from(pieces[first].start, TELLING_BYTES);
}

function directionOf(stream: Stream, direction: Direction, reader: StreamBytes): DirectionBytes {
  const pieces = stream.of(direction);
  return new DirectionBytes(reader.contentOf(pieces), pieces);
}

function placed(bytes: DirectionBytes, read: (bytes: DirectionBytes) => SpokenMessage[]): PlacedSpeech[] {
  return read(bytes).flatMap((message) => {
    const first = bytes.pieceAt(message.start);
    const last = bytes.pieceAt(Math.max(message.start, message.end - 1));
    return first && last ? [{ ...message, firstRow: first.row, lastRow: last.row }] : [];
  });
}

/** Answers come in the order of requests, but for those that name theirs; one that came before belongs to an earlier request. */
function paired(
  { events }: Trace,
  requests: readonly PlacedSpeech[],
  responses: readonly PlacedSpeech[],
): ConversationCall[] {
  const waiting = responses.filter(({ role }) => role === 'response');
  const byId = new Map<string, PlacedSpeech[]>();
  for (const response of waiting) {
    const key = response.id ?? '';
    const same = byId.get(key);
    if (same) same.push(response);
    else byId.set(key, [response]);
  }
  const nexts = new Map<string, number>();
  return requests
    .filter(({ role }) => role === 'request' || role === 'silent')
    .map((request) => {
      const asked = events.time(request.lastRow);
      const key = request.id ?? '';
      const same = byId.get(key) ?? [];
      let next = nexts.get(key) ?? 0;
      while (next < same.length && events.time(same[next].firstRow) < events.time(request.firstRow)) next++;
      const response = request.role === 'request' ? same.at(next) : undefined;
      nexts.set(key, response ? next + 1 : next);
      return { request, response, latency: response && Math.max(0, events.time(response.firstRow) - asked) };
    });
}
