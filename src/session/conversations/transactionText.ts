import type { EventRow } from '../../engine/base/brands';
import { decodeText } from '../../engine/base/text';
import { durationText, LocalClock } from '../../engine/format/timeText';
import { observerAt } from '../../engine/packets/observer';
import { recordTypeName, responseCodeText } from '../../engine/packets/tables/dnsNames';
import type { PlacedDnsMessage } from '../../engine/streams/dns/dnsMessages';
import type { DnsExchange, DnsTransaction } from '../../engine/streams/dns/dnsTransactions';
import { curlCommand } from '../../engine/streams/http/curlCommand';
import { httpBody, mediaType } from '../../engine/streams/http/httpBody';
import type { HttpExchange, PlacedMessage } from '../../engine/streams/http/httpExchanges';
import { httpServerAt } from '../../engine/streams/http/httpServer';
import { type HttpTransaction, mainExchange } from '../../engine/streams/http/httpTransactions';
import { lookupText, type NameLookup } from '../../engine/streams/nameLookups';
import { otherEndText } from '../../engine/streams/otherEnd';
import type { CallTransaction } from '../../engine/streams/protocols/callTransactions';
import type { ConversationCall, PlacedSpeech } from '../../engine/streams/protocols/conversationCalls';
import type { Trace } from '../../engine/trace/trace';
import { timeOf } from '../eventLines';
import type {
  Participant,
  TransactionLine,
  TransactionLookup,
  TransactionMessage,
  TransactionView,
} from '../transactionProtocol';
import type { ListedTransaction } from './transactionList';

/** Most of a body that is sent to a page, in characters. */
const LONGEST_BODY = 256 * 1024;
const NO_ANSWER = 'no answer';

/** Says transactions in lines and in full. */
export class TransactionText {
  private readonly clock = new LocalClock();

  constructor(private readonly trace: Trace) {}

  line(listed: ListedTransaction, id: number): TransactionLine {
    const { kind, depth, transaction } = listed;
    const { firstRow } = transaction;
    const { from, to } = this.ends(listed);
    const parts =
      kind === 'http' ? httpParts(transaction) : kind === 'dns' ? dnsParts(transaction) : callParts(transaction);
    return {
      id,
      depth,
      kind,
      number: firstRow + 1,
      time: this.time(firstRow),
      from: participantText(from),
      to: participantText(to),
      ...parts,
    };
  }

  /** `HH:MM:SS.nnnnnnnnn`. */
  time(row: EventRow): string {
    return this.clock.timeOfDay(timeOf(this.trace, row));
  }

  view(listed: ListedTransaction, id: number): TransactionView {
    const line = this.line(listed, id);
    if (listed.kind === 'dns') {
      const { query, response, question } = dnsExchange(listed.transaction);
      const messages = [dnsMessage('Question', `${recordTypeName(question.type)} ${question.name}`, query)];
      if (response) messages.push(dnsMessage('Answer', responseCodeText(response.message.responseCode), response));
      return { line, messages, curl: null };
    }
    if (listed.kind === 'call') return { line, messages: callMessages(listed.transaction), curl: null };
    const { request, response } = mainExchange(listed.transaction);
    const added = new Set(listed.transaction.addedHeaders.map(({ name, value }) => `${name}:${value}`));
    const messages: TransactionMessage[] = [];
    if (listed.transaction.lookup) messages.push(lookupMessage(listed.transaction.lookup));
    if (request) messages.push(httpMessage('Request', request, added));
    if (response) messages.push(httpMessage('Response', response, new Set()));
    return { line, messages, curl: request ? this.curl(request) : null };
  }

  private curl({ message, bytes, firstRow }: PlacedMessage): string {
    const { bytes: body } = httpBody(message, bytes);
    return curlCommand({ head: message.head, server: httpServerAt(this.trace, firstRow), body });
  }

  /** Who asked and who answered. Who is not in the capture has the address that the end that is there is connected to. */
  ends({ kind, transaction }: ListedTransaction): { readonly from: Participant; readonly to: Participant } {
    const { client, server } = transaction;
    const asking = client ? firstRowOf(client) : kind === 'dns' ? transaction.askedBy : undefined;
    return {
      from: asking === undefined ? outside(server && this.addressOf(server, 'client')) : this.process(asking),
      to: server ? this.process(firstRowOf(server)) : outside(client && this.addressOf(client, 'server')),
    };
  }

  private addressOf(exchange: DnsExchange | HttpExchange | ConversationCall, side: 'client' | 'server'): string {
    return 'question' in exchange ? exchange.query.ends[side] : otherEndText(this.trace, firstRowOf(exchange), side);
  }

  private process(row: EventRow): Participant {
    const { process, container } = observerAt(this.trace, row);
    return { name: process === '' ? 'unknown' : process, container, outside: false };
  }
}

/** The first call that an end of a transaction made. */
function firstRowOf(exchange: DnsExchange | HttpExchange | ConversationCall): EventRow {
  if ('question' in exchange) return exchange.query.row;
  return (exchange.request ?? exchange.response)?.firstRow ?? (0 as EventRow);
}

function outside(address: string | undefined): Participant {
  return { name: address || '?', container: '', outside: true };
}

function participantText({ name, container }: Participant): string {
  return container === '' ? name : `${name} (${container})`;
}

type Parts = Pick<TransactionLine, 'request' | 'answer' | 'answered' | 'failed' | 'latency' | 'added' | 'lookup'>;

function httpParts(transaction: HttpTransaction): Parts {
  const { request, response, latency } = mainExchange(transaction);
  return {
    request: request?.message.head.line ?? 'a request before the capture',
    answer: response ? httpAnswer(response) : NO_ANSWER,
    answered: response !== undefined,
    failed: (response?.message.head.status ?? 0) >= 400,
    latency: latency ?? null,
    added: transaction.addedHeaders.map(({ name }) => name),
    lookup: transaction.lookup ? lookupOf(transaction.lookup) : null,
  };
}

function lookupOf(lookup: NameLookup): TransactionLookup {
  const { duration, firstRow, connectRow } = lookup;
  return { text: lookupText(lookup), duration, number: firstRow + 1, connected: connectRow + 1 };
}

/** The questions before a request, as what it was told first. */
function lookupMessage(lookup: NameLookup): TransactionMessage {
  const { questions, firstRow, connectRow } = lookup;
  return {
    title: 'Before it',
    line: lookupText(lookup),
    headers: questions.map(({ question, response, latency }) => {
      const said = response ? responseCodeText(response.message.responseCode) : NO_ANSWER;
      const value = latency === undefined ? said : `${said}, ${durationText(latency)}`;
      return { name: `${recordTypeName(question.type)} ${question.name}`, value, added: false };
    }),
    firstEvent: firstRow + 1,
    lastEvent: connectRow + 1,
    body: '',
    mediaType: '',
    lack: '',
  };
}

function httpAnswer({ message }: PlacedMessage): string {
  const { head, bodyLength, bodyMissing, isComplete } = message;
  const type = mediaType(head);
  const parts = [`${head.status} ${head.reason}`.trimEnd(), `${bodyLength} bytes${type === '' ? '' : ` of ${type}`}`];
  if (bodyMissing > 0) parts.push(`${bodyMissing} not in the capture`);
  if (!isComplete) parts.push('not to its end');
  return parts.join(', ');
}

function dnsExchange({ client, server }: DnsTransaction): DnsExchange {
  const exchange = client ?? server;
  if (!exchange) throw new TypeError('A transaction without an exchange was made.');
  return exchange;
}

function dnsParts(transaction: DnsTransaction): Parts {
  const { question, response, latency } = dnsExchange(transaction);
  const { responseCode, answers } = response?.message ?? { responseCode: 0, answers: [] };
  const records = answers.map(({ type, data }) => `${recordTypeName(type)} ${data}`.trimEnd()).join(', ');
  const answer = responseCode === 0 ? records || 'no records' : responseCodeText(responseCode);
  return {
    request: `${recordTypeName(question.type)} ${question.name}`,
    answer: response ? answer : NO_ANSWER,
    answered: response !== undefined,
    failed: responseCode !== 0,
    latency: latency ?? null,
    added: [],
    lookup: null,
  };
}

function callParts({ protocol, client, server }: CallTransaction): Parts {
  const { request, response, latency } = client ?? server ?? {};
  const answer = request?.role === 'silent' ? 'none is sent' : NO_ANSWER;
  return {
    request: `${protocol} ${request?.text ?? ''}`,
    answer: response?.text ?? answer,
    answered: response !== undefined || request?.role === 'silent',
    failed: response?.failed ?? false,
    latency: latency ?? null,
    added: [],
    lookup: null,
  };
}

function callMessages({ client, server }: CallTransaction): TransactionMessage[] {
  const { request, response } = client ?? server ?? {};
  const said = (title: string, { text, firstRow, lastRow }: PlacedSpeech): TransactionMessage => ({
    title,
    line: text,
    headers: [],
    firstEvent: firstRow + 1,
    lastEvent: lastRow + 1,
    body: '',
    mediaType: '',
    lack: '',
  });
  return [...(request ? [said('Request', request)] : []), ...(response ? [said('Response', response)] : [])];
}

function httpMessage(
  title: string,
  { message, bytes, firstRow, lastRow }: PlacedMessage,
  added: ReadonlySet<string>,
): TransactionMessage {
  const { head } = message;
  const { bytes: body, lack } = httpBody(message, bytes);
  const type = mediaType(head);
  const text = prettyText(decodeText(body), type);
  const cut = text.length > LONGEST_BODY ? `Only the first ${LONGEST_BODY} characters are shown.` : '';
  return {
    title,
    line: head.line,
    headers: head.headers.map(({ name, value }) => ({ name, value, added: added.has(`${name}:${value}`) })),
    firstEvent: firstRow + 1,
    lastEvent: lastRow + 1,
    body: text.slice(0, LONGEST_BODY),
    mediaType: type,
    lack: [lack ?? '', cut].filter((each) => each !== '').join(' '),
  };
}

/** JSON in lines, where it is whole; anything else as it is. */
function prettyText(text: string, type: string): string {
  if (!/[/+]json$/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function dnsMessage(title: string, line: string, { row, message }: PlacedDnsMessage): TransactionMessage {
  const records = message.answers.map(({ name, type, data, timeToLive }) => ({
    name: `${recordTypeName(type)} ${name}`,
    value: `${data} (${timeToLive} s)`,
    added: false,
  }));
  return {
    title,
    line,
    headers: [{ name: 'Id', value: `0x${message.id.toString(16).padStart(4, '0')}`, added: false }, ...records],
    firstEvent: row + 1,
    lastEvent: row + 1,
    body: '',
    mediaType: '',
    lack: '',
  };
}
