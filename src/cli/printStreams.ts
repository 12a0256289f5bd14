import type { EventRow } from '../engine/base/brands';
import { StreamIndex } from '../engine/streams/streamIndex';
import type { Selection } from '../engine/trace/selection';
import { DnsLines } from './dnsLines';
import { eventRow } from './eventRow';
import { FileLines } from './fileLines';
import { HttpLines } from './httpLines';
import { LineWriter } from './lineWriter';
import { RequestError } from './requestError';
import type { Status } from './status';
import type { StreamRequest } from './streamArguments';
import { StreamLines } from './streamLines';
import type { CliStreams } from './streams';
import { type WholeCapture, withWholeCapture } from './wholeCapture';
import { writeConversations } from './writeConversations';

/** Something that is listed: a transaction, a stream, a file. */
export interface Listed {
  /** The events that it is made of, as far as they choose it: a filter that keeps one of them keeps it. */
  readonly rows: readonly EventRow[];
  /** Line or lines, each with its line end. */
  readonly text: () => string;
  /** One object for programs. */
  readonly json: () => unknown;
}

/** What a command lists, and what it prints of one event. */
export interface StreamListing {
  list(): Iterable<Listed>;
  /** The bytes of the stream or file that an event is about; undefined where it is about none. */
  contentOf?(row: EventRow): Uint8Array | string | undefined;
}

/** Prints what was said over streams: requests, questions, streams or files, or writes it; returns the exit status. */
export function printStreams(
  request: StreamRequest,
  streams: CliStreams,
  version: () => string,
  inflater?: string,
): Promise<Status> {
  return withWholeCapture(request, streams, inflater, async (capture) => {
    if (request.pcapng !== undefined) {
      await writeConversations(capture, request, request.pcapng, version());
      return capture.status();
    }
    const listing = listingOf(capture, request);
    if (request.event === undefined) await printList(listing, capture.select(request.filter), request, streams);
    else await printContent(listing, capture, request.event, streams);
    return capture.status();
  });
}

function listingOf({ context }: WholeCapture, { kind, bodies, requests }: StreamRequest): StreamListing {
  const index = new StreamIndex(context.trace);
  index.update();
  switch (kind) {
    case 'http':
      return new HttpLines(context, index, bodies);
    case 'dns':
      return new DnsLines(context, index);
    case 'streams':
      return new StreamLines(context, index, requests);
    case 'files':
      return new FileLines(context, index);
  }
}

async function printList(
  listing: StreamListing,
  kept: Selection,
  request: StreamRequest,
  streams: CliStreams,
): Promise<void> {
  const out = new LineWriter(streams.out);
  for (const { rows, text, json } of listing.list()) {
    if (out.closed) break;
    if (request.filter !== '' && !rows.some((row) => kept.has(row))) continue;
    out.add(request.json ? `${JSON.stringify(json())}\n` : text());
    if (out.full) await out.flush();
  }
  await out.flush();
}

async function printContent(
  listing: StreamListing,
  { context }: WholeCapture,
  event: number,
  streams: CliStreams,
): Promise<void> {
  const content = listing.contentOf?.(eventRow(context.trace, event));
  if (content === undefined) throw new RequestError(`Event ${event} is about nothing that can be printed here.`);
  await new Promise<void>((resolve) => {
    streams.out.write(content, () => resolve());
  });
}
