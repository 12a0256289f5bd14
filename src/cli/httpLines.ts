import type { EventRow } from '../engine/base/brands';
import type { FieldContext } from '../engine/fields/fieldReader';
import { durationText } from '../engine/format/timeText';
import { recordTypeName, responseCodeText } from '../engine/packets/tables/dnsNames';
import { SocketLives } from '../engine/streams/conversations/socketLives';
import { DnsReader } from '../engine/streams/dns/dnsMessages';
import { httpBody, mediaType } from '../engine/streams/http/httpBody';
import { type HttpExchange, httpExchanges, type PlacedMessage } from '../engine/streams/http/httpExchanges';
import { type HttpTransaction, mainExchange } from '../engine/streams/http/httpTransactions';
import { lookupText, type NameLookup } from '../engine/streams/nameLookups';
import { Peers } from '../engine/streams/peers';
import { streamOf } from '../engine/streams/stream';
import { StreamBytes } from '../engine/streams/streamBytes';
import type { StreamIndex } from '../engine/streams/streamIndex';
import { transactionsOf } from '../engine/streams/transactions';
import { EventPlaces } from './eventPlaces';
import type { Listed, StreamListing } from './printStreams';
import { visibleText } from './visibleText';

/** Lists HTTP requests with their responses, each with those that it caused below it. */
export class HttpLines implements StreamListing {
  private readonly places: EventPlaces;

  constructor(
    private readonly context: FieldContext,
    private readonly index: StreamIndex,
    private readonly bodies: boolean,
  ) {
    this.places = new EventPlaces(context.trace);
  }

  *list(): Iterable<Listed> {
    const { trace, raw } = this.context;
    const reader = new StreamBytes(trace, raw);
    const exchanges = this.index.files.flatMap((file) =>
      httpExchanges(trace, streamOf(trace, this.index, file), reader),
    );
    const { messages } = new DnsReader(trace, this.index, raw);
    const lives = new SocketLives(trace, this.index);
    lives.update();
    const peers = new Peers(trace, this.index);
    for (const transaction of transactionsOf(trace, { exchanges, messages, peers, lives }).http) {
      yield {
        rows: rowsOf(transaction),
        text: () => this.text(transaction, ''),
        json: () => this.json(transaction),
      };
    }
  }

  /** Event, time, who asked whom, what, what was answered, and how long that took. */
  private text(transaction: HttpTransaction, indent: string): string {
    const { client, server, firstRow, addedHeaders, lookup, children } = transaction;
    const { request, response, latency } = mainExchange(transaction);
    const ends = `${this.places.process(client?.request?.firstRow)} ▸ ${this.places.process(server?.request?.firstRow)}`;
    const asked = request?.message.head.line ?? 'a request before the capture';
    const answer = response ? answerText(response, latency) : 'no answer';
    const lines = [`${indent}${firstRow + 1} ${this.places.time(firstRow)} ${ends} ${asked} → ${answer}`];
    if (lookup) lines.push(`${indent}    ${lookupText(lookup)}`);
    for (const { name, value } of addedHeaders) lines.push(`${indent}    + ${name}: ${value}`);
    if (this.bodies && request) lines.push(...bodyLines(request, `${indent}    > `));
    if (this.bodies && response) lines.push(...bodyLines(response, `${indent}    < `));
    const own = lines.map((line) => `${visibleText(line)}\n`).join('');
    return own + children.map((child) => this.text(child, `${indent}  `)).join('');
  }

  private json(transaction: HttpTransaction): unknown {
    const { client, server, addedHeaders, lookup, children } = transaction;
    const { request, response, latency, duration } = mainExchange(transaction);
    return {
      client: this.end(client),
      server: this.end(server),
      request: request && this.message(request),
      response: response && this.message(response),
      latency,
      duration,
      ...(lookup && { lookup: lookupObject(lookup) }),
      addedHeaders: addedHeaders.map(({ name, value }) => ({ name, value })),
      children: children.map((child) => this.json(child)),
    };
  }

  private end(exchange: HttpExchange | undefined): unknown {
    const row = (exchange?.request ?? exchange?.response)?.firstRow;
    return row === undefined ? undefined : this.places.observer(row);
  }

  private message({ message, bytes, firstRow, lastRow }: PlacedMessage): unknown {
    const { head, bodyLength, bodyMissing, isComplete } = message;
    const { bytes: body, lack } = this.bodies ? httpBody(message, bytes) : { bytes: undefined, lack: undefined };
    return {
      line: head.line,
      headers: head.headers.map(({ name, value }) => ({ name, value })),
      firstEvent: firstRow + 1,
      lastEvent: lastRow + 1,
      bodyLength,
      bodyMissing,
      isComplete,
      ...(body && { body: new TextDecoder().decode(body) }),
      ...(lack !== undefined && { lack }),
    };
  }
}

/** The questions before a request, for programs; times in ns. */
function lookupObject({ name, questions, firstRow, connectRow, duration }: NameLookup): unknown {
  return {
    name,
    duration,
    firstEvent: firstRow + 1,
    connectEvent: connectRow + 1,
    questions: questions.map(({ question, query, response, latency }) => ({
      event: query.row + 1,
      name: question.name,
      type: recordTypeName(question.type),
      ...(response && { code: responseCodeText(response.message.responseCode), latency }),
    })),
  };
}

function answerText({ message }: PlacedMessage, latency: number | undefined): string {
  const { head, bodyLength, bodyMissing, isComplete } = message;
  const type = mediaType(head);
  const parts = [`${head.status} ${head.reason}`.trimEnd(), `${bodyLength} bytes${type === '' ? '' : ` of ${type}`}`];
  if (bodyMissing > 0) parts.push(`${bodyMissing} not in the capture`);
  if (!isComplete) parts.push('not to its end');
  if (latency !== undefined) parts.push(durationText(latency));
  return parts.join(', ');
}

/** The body, each line behind an arrow that says which way it went. */
function bodyLines({ message, bytes }: PlacedMessage, arrow: string): string[] {
  const { bytes: body, lack } = httpBody(message, bytes);
  if (body.length === 0 && lack === undefined) return [];
  const text = prettyText(new TextDecoder().decode(body), mediaType(message.head));
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return [...lines, ...(lack === undefined ? [] : [`(${lack})`])].map((line) => arrow + line);
}

/** JSON in lines, where it is whole; anything else as it is. */
function prettyText(text: string, type: string): string {
  if (!/json$/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function rowsOf({ client, server, children }: HttpTransaction): EventRow[] {
  const own = [client, server].flatMap((exchange) =>
    [exchange?.request, exchange?.response].flatMap((message) => (message ? [message.firstRow, message.lastRow] : [])),
  );
  return [...own, ...children.flatMap(rowsOf)];
}
