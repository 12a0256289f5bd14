import type { EventRow, OpenFileId } from '../base/brands';
import { ipv4Text, ipv6Text } from '../format/addressText';
import { durationText } from '../format/timeText';
import { headerValue } from '../packets/dissectors/httpHead';
import { Family, SocketTuple } from '../state/socketTuple';
import { NO_PARTNER } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import type { SocketLives } from './conversations/socketLives';
import type { DnsExchange, DnsTransaction } from './dns/dnsTransactions';
import type { HttpExchange } from './http/httpExchanges';

/** The questions that a process asked of name services before it made a connection, to learn where. */
export interface NameLookup {
  /** The name that was wanted, as the request has it. */
  readonly name: string;
  /** In the order of time, at the end that the capture has: those under search domains too. At least one. */
  readonly questions: readonly DnsExchange[];
  /** The first event of the first question. */
  readonly firstRow: EventRow;
  /** The call that made the connection, or the request where the capture does not have that. */
  readonly connectRow: EventRow;
  /** ns from the first question to the beginning of the connection: so long the request could not be sent. */
  readonly duration: number;
}

/** Questions so much longer ago, in ns, have nothing to do with a connection. */
const LONGEST_LOOKUP = 300e9;
const ADDRESS_TYPES: ReadonlySet<number> = new Set([1, 28]);

/**
 * Finds for requests which questions of name services came before them: those of the same process for the request's host, with or
 * without a search domain behind it, or that were answered with the address that it connected to. A question belongs to the first
 * connection behind it.
 */
export class NameLookups {
  /** Questions that no connection came behind so far, by the id of the process that asked, in the order of time. */
  private readonly asked = new Map<number, DnsExchange[]>();
  private readonly tuple = new SocketTuple();

  constructor(
    private readonly trace: Trace,
    transactions: readonly DnsTransaction[],
    private readonly lives: SocketLives,
  ) {
    const { events } = trace;
    for (const { client, server, askedBy } of flat(transactions)) {
      const exchange = client ?? server;
      const row = client?.query.row ?? askedBy;
      if (!exchange || row === undefined) continue;
      const process = processOf(trace, row);
      const same = this.asked.get(process);
      if (same) same.push(exchange);
      else this.asked.set(process, [exchange]);
    }
    for (const same of this.asked.values()) {
      same.sort((one, other) => events.time(one.query.row) - events.time(other.query.row));
    }
  }

  /** The lookups of exchanges, by exchange; those that no question came before are not in it. */
  of(exchanges: readonly HttpExchange[]): ReadonlyMap<HttpExchange, NameLookup> {
    const { events } = this.trace;
    const found = new Map<HttpExchange, NameLookup>();
    const firsts = [...firstOfEach(exchanges).values()].filter(({ side, request }) => side === 'client' && request);
    const time = ({ request }: HttpExchange): number => (request ? events.time(request.firstRow) : 0);
    for (const exchange of firsts.sort((a, b) => time(a) - time(b))) {
      const lookup = this.lookupOf(exchange);
      if (lookup) found.set(exchange, lookup);
    }
    return found;
  }

  private lookupOf({ file, request }: HttpExchange): NameLookup | undefined {
    if (!request) return undefined;
    const { trace } = this;
    const { events } = trace;
    const connected = this.lives.of(file).connected;
    const connectRow = connected ?? request.firstRow;
    const entered = events.partner(connectRow);
    const start = events.time(entered === NO_PARTNER ? connectRow : (entered as EventRow));
    const process = processOf(trace, request.firstRow);
    const name = hostOf(headerValue(request.message.head, 'host') ?? '');
    const address = this.addressOf(request.firstRow);
    const asked = this.asked.get(process) ?? [];
    const isBefore = (exchange: DnsExchange): boolean => {
      const before = start - events.time(exchange.query.row);
      return before >= 0 && before <= LONGEST_LOOKUP && (isFor(exchange, name) || isAnsweredWith(exchange, address));
    };
    const questions = asked.filter(isBefore);
    const [first] = questions;
    if (!first) return undefined;
    this.asked.set(
      process,
      asked.filter((exchange) => !isBefore(exchange)),
    );
    const firstRow = first.query.row;
    return {
      name: name === '' ? first.question.name : name,
      questions,
      firstRow,
      connectRow,
      duration: start - events.time(firstRow),
    };
  }

  /** The address that was connected to, as a DNS record has it. */
  private addressOf(row: EventRow): string {
    const { fds, tuples, events } = this.trace;
    const bytes = tuples.bytes(fds.get(events.fd(row), 'tuple'));
    if (!this.tuple.readTuple(bytes, 0, bytes.length)) return '';
    return (this.tuple.family === Family.INET ? ipv4Text : ipv6Text)(this.tuple.destination, 0);
  }
}

/** The first exchange over each connection: only that one waited for it to be made. */
function firstOfEach(exchanges: readonly HttpExchange[]): Map<OpenFileId, HttpExchange> {
  const first = new Map<OpenFileId, HttpExchange>();
  for (const exchange of exchanges) if (!first.has(exchange.file)) first.set(exchange.file, exchange);
  return first;
}

function flat(transactions: readonly DnsTransaction[]): DnsTransaction[] {
  return transactions.flatMap((transaction) => [transaction, ...flat(transaction.children)]);
}

/** The name of a Host header in lower case, without its port and the dot at its end. */
function hostOf(header: string): string {
  return header.trim().toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

function isFor({ question }: DnsExchange, host: string): boolean {
  if (host === '') return false;
  const name = question.name.toLowerCase();
  return name === host || name.startsWith(`${host}.`);
}

function isAnsweredWith({ response }: DnsExchange, address: string): boolean {
  return response?.message.answers.some(({ type, data }) => ADDRESS_TYPES.has(type) && data === address) ?? false;
}

function processOf({ threads, events }: Trace, row: EventRow): number {
  return threads.get(events.thread(row), 'pid');
}

/** `8.55s of DNS before the connection: 10 questions for backend, 4 of them not answered`. */
export function lookupText({ name, questions, duration }: NameLookup): string {
  const silent = questions.filter(({ response }) => !response).length;
  const count = `${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`;
  const lack = silent === 0 ? '' : `, ${silent} of them not answered`;
  return `${durationText(duration)} of DNS before the connection: ${count} for ${name}${lack}`;
}
