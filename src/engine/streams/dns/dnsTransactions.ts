import type { EventRow, OpenFileId } from '../../base/brands';
import type { DnsQuestion } from '../../packets/dissectors/dnsMessage';
import type { Trace } from '../../trace/trace';
import { Direction } from '../streamIndex';
import type { DnsAskers } from './dnsAskers';
import type { PlacedDnsMessage } from './dnsMessages';

/** A question and what answered it, at one end. */
export interface DnsExchange {
  readonly file: OpenFileId;
  readonly side: 'client' | 'server';
  readonly question: DnsQuestion;
  readonly query: PlacedDnsMessage;
  /** Undefined: nobody answered while the capture ran. */
  readonly response: PlacedDnsMessage | undefined;
  /** ns from question to answer; undefined without one. */
  readonly latency: number | undefined;
}

/** A question with its answer, seen at one or both ends, and the questions that the server asked others for it. */
export interface DnsTransaction {
  readonly client: DnsExchange | undefined;
  readonly server: DnsExchange | undefined;
  /** Without the client's end, the call that connected the socket which asked; undefined where the capture does not tell. */
  readonly askedBy: EventRow | undefined;
  readonly firstRow: EventRow;
  readonly children: readonly DnsTransaction[];
}

/** An exchange whose answer may still come. */
type OpenExchange = { -readonly [K in keyof DnsExchange]: DnsExchange[K] };

interface Node {
  client: DnsExchange | undefined;
  server: DnsExchange | undefined;
  parent: Node | undefined;
  children: Node[];
}

/** Longest time, in ns, that a datagram of one machine is on the way to another process of it. */
const ON_THE_WAY = 1e9;

/**
 * Pairs the messages of a capture, which come in the order of time. A question that is repeated is a question of its own; an
 * answer belongs to the latest question of the same id and name that the same process received or sent.
 */
export function dnsExchanges(trace: Trace, messages: readonly PlacedDnsMessage[]): DnsExchange[] {
  const { events } = trace;
  const exchanges: OpenExchange[] = [];
  const open = new Map<string, OpenExchange[]>();
  for (const each of messages) {
    const question = each.message.questions.at(0);
    if (!question) continue;
    const key = `${processOf(trace, each.row)} ${keyOf(each, question)}`;
    const waiting = open.get(key) ?? [];
    open.set(key, waiting);
    if (!each.message.isResponse) {
      const side = each.direction === Direction.WRITE ? 'client' : 'server';
      const asked = { file: each.file, side, question, query: each, response: undefined, latency: undefined } as const;
      exchanges.push(asked);
      waiting.push(exchanges[exchanges.length - 1]);
      continue;
    }
    // What comes back goes the other way: a question that was read is answered by a write.
    const index = waiting.findLastIndex(({ query }) => query.direction !== each.direction && samePort(query, each));
    if (index < 0) continue;
    const [asked] = waiting.splice(index, 1);
    asked.response = each;
    asked.latency = events.time(each.row) - events.time(asked.query.row);
  }
  return exchanges;
}

/** Joins both ends of each question, and chains those that a server passed on; the ones that nothing caused, by time. */
export function dnsTransactions(trace: Trace, exchanges: readonly DnsExchange[], askers: DnsAskers): DnsTransaction[] {
  const nodes = joinEnds(trace, exchanges);
  const answering = new Map<string, Node[]>();
  for (const node of nodes) {
    if (!node.server) continue;
    const key = `${processOf(trace, node.server.query.row)} ${nameOf(node.server)}`;
    const same = answering.get(key);
    if (same) same.push(node);
    else answering.set(key, [node]);
  }
  for (const node of nodes) {
    node.parent = parentOf(trace, node, answering);
    node.parent?.children.push(node);
  }
  const sorted = (some: Node[]): Node[] => some.sort((a, b) => compareRows(trace, rowOf(a), rowOf(b)));
  const finish = (node: Node): DnsTransaction => ({
    client: node.client,
    server: node.server,
    askedBy: node.client || !node.server ? undefined : askers.askerOf(node.server),
    firstRow: rowOf(node),
    children: sorted(node.children).map(finish),
  });
  return sorted(nodes.filter(({ parent }) => parent === undefined)).map(finish);
}

function joinEnds(trace: Trace, exchanges: readonly DnsExchange[]): Node[] {
  const { events } = trace;
  const received = new Map<string, DnsExchange[]>();
  for (const exchange of exchanges) {
    if (exchange.side !== 'server') continue;
    const key = keyOf(exchange.query, exchange.question);
    const same = received.get(key);
    if (same) same.push(exchange);
    else received.set(key, [exchange]);
  }
  const joined = new Set<DnsExchange>();
  const nodes: Node[] = [];
  for (const client of exchanges) {
    if (client.side !== 'client') continue;
    const sent = events.time(client.query.row);
    const server = received.get(keyOf(client.query, client.question))?.find((other) => {
      // The exit of a call that sent several messages comes when the first of them has arrived already.
      const late = Math.abs(events.time(other.query.row) - sent);
      return !joined.has(other) && late < ON_THE_WAY && samePort(other.query, client.query);
    });
    if (server) joined.add(server);
    nodes.push({ client, server, parent: undefined, children: [] });
  }
  for (const server of exchanges) {
    if (server.side === 'server' && !joined.has(server)) {
      nodes.push({ client: undefined, server, parent: undefined, children: [] });
    }
  }
  return nodes;
}

/** What a server was answering when it asked somebody else for the same name: the latest such question. */
function parentOf(trace: Trace, node: Node, answering: ReadonlyMap<string, readonly Node[]>): Node | undefined {
  const { client } = node;
  if (!client) return undefined;
  const { events } = trace;
  const candidates = answering.get(`${processOf(trace, client.query.row)} ${nameOf(client)}`) ?? [];
  return candidates.findLast(({ server }) => {
    if (!server || compareRows(trace, server.query.row, client.query.row) >= 0) return false;
    return !server.response || events.time(server.response.row) >= events.time(client.query.row);
  });
}

function keyOf({ message }: PlacedDnsMessage, { name, type }: DnsQuestion): string {
  return `${message.id} ${type} ${name.toLowerCase()}`;
}

/** Older captures do not know the sender of what an unconnected socket received: its port is 0 then. */
function samePort(a: PlacedDnsMessage, b: PlacedDnsMessage): boolean {
  return a.ends.clientPort === b.ends.clientPort || a.ends.clientPort === 0 || b.ends.clientPort === 0;
}

function nameOf({ question }: DnsExchange): string {
  return `${question.type} ${question.name.toLowerCase()}`;
}

function rowOf({ client, server }: Node): EventRow {
  return (client ?? server)?.query.row ?? (0 as EventRow);
}

function compareRows({ events }: Trace, a: EventRow, b: EventRow): number {
  return events.time(a) - events.time(b) || a - b;
}

function processOf({ threads, events }: Trace, row: EventRow): number {
  return threads.get(events.thread(row), 'pid');
}
