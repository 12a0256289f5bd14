import type { EventRow } from '../engine/base/brands';
import type { FieldContext } from '../engine/fields/fieldReader';
import { durationText } from '../engine/format/timeText';
import { recordTypeName, responseCodeText } from '../engine/packets/tables/dnsNames';
import { SocketLives } from '../engine/streams/conversations/socketLives';
import { DnsAskers } from '../engine/streams/dns/dnsAskers';
import { DnsReader } from '../engine/streams/dns/dnsMessages';
import {
  type DnsExchange,
  type DnsTransaction,
  dnsExchanges,
  dnsTransactions,
} from '../engine/streams/dns/dnsTransactions';
import type { StreamIndex } from '../engine/streams/streamIndex';
import { EventPlaces } from './eventPlaces';
import type { Listed, StreamListing } from './printStreams';
import { visibleText } from './visibleText';

/** Lists the questions of DNS with their answers, each with those that a server passed on below it. */
export class DnsLines implements StreamListing {
  private readonly places: EventPlaces;

  constructor(
    private readonly context: FieldContext,
    private readonly index: StreamIndex,
  ) {
    this.places = new EventPlaces(context.trace);
  }

  *list(): Iterable<Listed> {
    const { trace, raw } = this.context;
    const { messages } = new DnsReader(trace, this.index, raw);
    const lives = new SocketLives(trace, this.index);
    lives.update();
    const askers = new DnsAskers(trace, lives.connects);
    for (const transaction of dnsTransactions(trace, dnsExchanges(trace, messages), askers)) {
      yield {
        rows: rowsOf(transaction),
        text: () => this.text(transaction, ''),
        json: () => this.json(transaction),
      };
    }
  }

  private text(transaction: DnsTransaction, indent: string): string {
    const { client, server, askedBy, firstRow, children } = transaction;
    const { question } = mainExchange(transaction);
    const ends = `${this.places.process(client?.query.row ?? askedBy)} ▸ ${this.places.process(server?.query.row)}`;
    const asked = `${recordTypeName(question.type)} ${question.name}`;
    const line = `${indent}${firstRow + 1} ${this.places.time(firstRow)} ${ends} ${asked} → ${answerText(transaction)}`;
    return `${visibleText(line)}\n${children.map((child) => this.text(child, `${indent}  `)).join('')}`;
  }

  private json(transaction: DnsTransaction): unknown {
    const { client, server, askedBy, children } = transaction;
    const { question, query, response, latency } = mainExchange(transaction);
    const asking = client?.query.row ?? askedBy;
    return {
      client: asking === undefined ? undefined : this.places.observer(asking),
      server: server && this.places.observer(server.query.row),
      id: query.message.id,
      name: question.name,
      type: recordTypeName(question.type),
      event: query.row + 1,
      ...(response && {
        answer: {
          event: response.row + 1,
          code: responseCodeText(response.message.responseCode),
          records: response.message.answers.map(({ name, type, data, timeToLive }) => ({
            name,
            type: recordTypeName(type),
            data,
            timeToLive,
          })),
        },
        latency,
      }),
      children: children.map((child) => this.json(child)),
    };
  }
}

function mainExchange({ client, server }: DnsTransaction): DnsExchange {
  const exchange = client ?? server;
  if (!exchange) throw new TypeError('A transaction without an exchange was made.');
  return exchange;
}

function answerText(transaction: DnsTransaction): string {
  const { response, latency } = mainExchange(transaction);
  if (!response) return 'no answer';
  const { responseCode, answers } = response.message;
  const records = answers.map(({ type, data }) => `${recordTypeName(type)} ${data}`.trimEnd());
  const said = responseCode === 0 ? records.join(', ') || 'no records' : responseCodeText(responseCode);
  return latency === undefined ? said : `${said}, ${durationText(latency)}`;
}

function rowsOf({ client, server, children }: DnsTransaction): EventRow[] {
  const own = [client, server].flatMap((exchange) =>
    exchange ? [exchange.query.row, ...(exchange.response ? [exchange.response.row] : [])] : [],
  );
  return [...own, ...children.flatMap(rowsOf)];
}
