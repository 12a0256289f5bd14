import type { EventRow } from '../../base/brands';
import type { HttpHeader } from '../../packets/dissectors/httpHead';
import type { Trace } from '../../trace/trace';
import type { NameLookup } from '../nameLookups';
import type { Peers } from '../peers';
import type { HttpExchange, PlacedMessage } from './httpExchanges';

/** One request with its response, seen at one or both ends of its connection. */
export interface HttpTransaction {
  readonly client: HttpExchange | undefined;
  readonly server: HttpExchange | undefined;
  /** The first call of the request, at whichever end the capture has it. */
  readonly firstRow: EventRow;
  /** Requests that the server made, as far as the capture tells, to answer this one; in the order of time. */
  readonly children: readonly HttpTransaction[];
  /** Headers that this request has and its parent's does not, as a proxy adds them. Empty without a parent. */
  readonly addedHeaders: readonly HttpHeader[];
  /** What the client asked of name services before it connected. */
  readonly lookup: NameLookup | undefined;
}

interface Node {
  client: HttpExchange | undefined;
  server: HttpExchange | undefined;
  parent: Node | undefined;
  children: Node[];
}

/**
 * Joins the two ends of each exchange, and chains them across processes: what a server asked others while it answered. Returns
 * those that no other one caused, in the order of time; every exchange is in exactly one transaction.
 */
export function httpTransactions(
  trace: Trace,
  exchanges: readonly HttpExchange[],
  peers: Peers,
  lookups: ReadonlyMap<HttpExchange, NameLookup>,
): HttpTransaction[] {
  const nodes = joinEnds(exchanges, peers);
  const answering = answeringNodes(trace, nodes);
  for (const node of nodes) node.parent = parentOf(trace, node, answering);
  for (const node of nodes) node.parent?.children.push(node);
  const sorted = (some: Node[]): Node[] => some.sort((a, b) => compareRows(trace, firstRowOf(a), firstRowOf(b)));
  const finish = (node: Node): HttpTransaction => ({
    client: node.client,
    server: node.server,
    firstRow: firstRowOf(node),
    children: sorted(node.children).map(finish),
    addedHeaders: addedHeaders(node),
    lookup: node.client && lookups.get(node.client),
  });
  return sorted(nodes.filter(({ parent }) => parent === undefined)).map(finish);
}

/** The exchange of a transaction that knows more: the client's end, which waits for the answer, where there is one. */
export function mainExchange({ client, server }: Pick<HttpTransaction, 'client' | 'server'>): HttpExchange {
  const exchange = client ?? server;
  if (!exchange) throw new TypeError('A transaction without an exchange was made.');
  return exchange;
}

function joinEnds(exchanges: readonly HttpExchange[], peers: Peers): Node[] {
  const byFile = new Map<number, HttpExchange[]>();
  for (const exchange of exchanges) {
    const same = byFile.get(exchange.file);
    if (same) same.push(exchange);
    else byFile.set(exchange.file, [exchange]);
  }
  const joined = new Set<HttpExchange>();
  const nodes: Node[] = [];
  const node = (client: HttpExchange | undefined, server: HttpExchange | undefined): void => {
    nodes.push({ client, server, parent: undefined, children: [] });
  };
  for (const [file, own] of byFile) {
    if (own[0].side !== 'client') continue;
    const peer = peers.peerOf(own[0].file);
    const others = (peer && byFile.get(peer.file))?.filter(({ side }) => side === 'server') ?? [];
    for (const client of byFile.get(file) ?? []) {
      const server = others.find((other) => !joined.has(other) && requestLine(other) === requestLine(client));
      if (server) joined.add(server);
      node(client, server);
    }
  }
  for (const exchange of exchanges) if (exchange.side === 'server' && !joined.has(exchange)) node(undefined, exchange);
  return nodes;
}

/** How many requests that a process was answering are looked at for the one that caused another request. */
const MOST_CANDIDATES = 1000;

/** The transactions whose request a process received, by process, in the order of time. */
function answeringNodes(trace: Trace, nodes: readonly Node[]): Map<number, Node[]> {
  const byProcess = new Map<number, Node[]>();
  const received = ({ server }: Node): EventRow => server?.request?.firstRow ?? (0 as EventRow);
  for (const node of nodes) {
    if (!node.server?.request) continue;
    const process = processOf(trace, node.server.request.firstRow);
    const same = byProcess.get(process);
    if (same) same.push(node);
    else byProcess.set(process, [node]);
  }
  for (const same of byProcess.values()) same.sort((a, b) => compareRows(trace, received(a), received(b)));
  return byProcess;
}

/**
 * The transaction that caused another: its server is the process that asked, and it was being answered meanwhile. Of several
 * the latest one that asked for the same counts, or else the latest.
 */
function parentOf(trace: Trace, node: Node, answering: ReadonlyMap<number, readonly Node[]>): Node | undefined {
  const asked = node.client?.request;
  if (!asked) return undefined;
  const { events } = trace;
  const candidates = answering.get(processOf(trace, asked.firstRow)) ?? [];
  let latest: Node | undefined;
  for (let at = candidates.length - 1, tried = 0; at >= 0 && tried < MOST_CANDIDATES; at--) {
    const candidate = candidates[at];
    const { request, response } = candidate.server ?? {};
    if (candidate === node || !request || compareRows(trace, request.firstRow, asked.firstRow) >= 0) continue;
    tried++;
    if (response && events.time(response.lastRow) < events.time(asked.firstRow)) continue;
    if (request.message.head.target === asked.message.head.target) return candidate;
    latest ??= candidate;
  }
  return latest;
}

/** By time, and where that is the same, by place in the file: no transaction can be its own cause. */
function compareRows({ events }: Trace, a: EventRow, b: EventRow): number {
  return events.time(a) - events.time(b) || a - b;
}

function addedHeaders({ client, server, parent }: Node): HttpHeader[] {
  const request = (client ?? server)?.request;
  const above = (parent?.server ?? parent?.client)?.request;
  if (!request || !above) return [];
  const known = new Set(headersOf(above).map(({ name, value }) => `${name.toLowerCase()}:${value}`));
  return headersOf(request).filter(({ name, value }) => !known.has(`${name.toLowerCase()}:${value}`));
}

function headersOf({ message }: PlacedMessage): readonly HttpHeader[] {
  return message.head.headers;
}

function requestLine({ request }: HttpExchange): string | undefined {
  return request?.message.head.line;
}

function firstRowOf({ client, server }: Node): EventRow {
  const { request, response } = mainExchange({ client, server });
  return (request ?? response)?.firstRow ?? (0 as EventRow);
}

function processOf({ threads, events }: Trace, row: EventRow): number {
  return threads.get(events.thread(row), 'pid');
}
