import type { EventRow, OpenFileId } from '../../engine/base/brands';
import type { Steps } from '../../engine/base/steps';
import type { PacketContextOfTrace } from '../../engine/packets/recognise/packetsOf';
import { DnsReader, type PlacedDnsMessage } from '../../engine/streams/dns/dnsMessages';
import type { DnsTransaction } from '../../engine/streams/dns/dnsTransactions';
import { type HttpExchange, httpExchanges } from '../../engine/streams/http/httpExchanges';
import type { HttpTransaction } from '../../engine/streams/http/httpTransactions';
import { type CallTransaction, callTransactions } from '../../engine/streams/protocols/callTransactions';
import {
  isSilent,
  type SpokenConversation,
  spokenConversation,
} from '../../engine/streams/protocols/conversationCalls';
import { StreamBytes } from '../../engine/streams/streamBytes';
import { transactionsOf } from '../../engine/streams/transactions';
import type { OpenStreams } from './openStreams';

/** A transaction of either kind, in its place in the list. */
export type ListedTransaction = {
  readonly depth: number;
  readonly rows: readonly EventRow[];
  readonly root: number;
} & (
  | { readonly kind: 'http'; readonly transaction: HttpTransaction }
  | { readonly kind: 'dns'; readonly transaction: DnsTransaction }
  | { readonly kind: 'call'; readonly transaction: CallTransaction }
);

/** Longest stream that is searched for requests, in bytes: it is held in memory meanwhile. */
const LONGEST_STREAM = 64 * 1024 * 1024;

/** Finds the transactions of a capture, one open file after the other; whole once `isComplete`. */
export class TransactionList {
  /** In the order of time, each followed by those that it caused. */
  readonly entries: ListedTransaction[] = [];
  /** How many rows of the trace it knows. */
  readonly rowsSeen: number;
  /** Streams that are too long to be searched. */
  skipped = 0;
  isComplete = false;
  private readonly files: readonly OpenFileId[];
  private done = 0;
  private searching: Steps<void> | undefined;
  private readonly exchanges: HttpExchange[] = [];
  private readonly messages: PlacedDnsMessage[] = [];
  private readonly spoken: (SpokenConversation & { readonly file: OpenFileId })[] = [];
  private readonly bytes: StreamBytes;
  private readonly dns: DnsReader;

  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly streams: OpenStreams,
  ) {
    const { index } = streams;
    this.files = index.files;
    this.rowsSeen = index.rowsSeen;
    this.bytes = new StreamBytes(context.trace, context.raw);
    this.dns = new DnsReader(context.trace, index, context.raw);
  }

  /** Searches on in the open files, or puts together what was found. Throws a `RawBytesError` where bytes cannot be read. */
  advance(): void {
    if (!this.searching && this.done < this.files.length) this.searching = this.search(this.files[this.done++]);
    const { searching } = this;
    if (!searching) {
      if (!this.isComplete) this.finish();
      return;
    }
    // A file whose bytes cannot be read is left behind.
    this.searching = undefined;
    if (!searching.next().done) this.searching = searching;
  }

  private *search(file: OpenFileId): Steps<void> {
    const { trace } = this.context;
    const [row] = this.streams.index.rowsOf(file);
    if (isSilent(trace.fds.get(trace.events.fd(row as EventRow), 'kind'))) return;
    this.messages.push(...this.dns.messagesOf(file));
    const stream = yield* this.streams.streamSteps(file);
    if (stream.readLength + stream.writeLength > LONGEST_STREAM) {
      this.skipped++;
      return;
    }
    const exchanges = httpExchanges(trace, stream, this.bytes);
    this.exchanges.push(...exchanges);
    const spoken = exchanges.length > 0 ? undefined : spokenConversation(trace, stream, this.bytes);
    if (spoken && spoken.calls.length > 0) this.spoken.push({ file, ...spoken });
  }

  private finish(): void {
    const { trace } = this.context;
    const { events } = trace;
    this.messages.sort((a, b) => events.time(a.row) - events.time(b.row) || a.row - b.row);
    const { peers, lives } = this.streams;
    const { http, dns } = transactionsOf(trace, { exchanges: this.exchanges, messages: this.messages, peers, lives });
    const roots = [
      ...http.map((transaction) => ({ kind: 'http' as const, transaction })),
      ...dns.map((transaction) => ({ kind: 'dns' as const, transaction })),
      ...callTransactions(this.spoken, peers).map((transaction) => ({ kind: 'call' as const, transaction })),
    ].sort((a, b) => {
      const [one, other] = [a.transaction.firstRow, b.transaction.firstRow];
      return events.time(one) - events.time(other) || one - other;
    });
    for (const root of roots) {
      if (root.kind === 'http') this.addHttp(root.transaction, 0, this.entries.length);
      else if (root.kind === 'dns') this.addDns(root.transaction, 0, this.entries.length);
      else this.addCall(root.transaction);
    }
    this.isComplete = true;
  }

  private addHttp(transaction: HttpTransaction, depth: number, root: number): void {
    const { client, server, children } = transaction;
    const rows = [client, server].flatMap((exchange) =>
      [exchange?.request, exchange?.response].flatMap((message) =>
        message ? [message.firstRow, message.lastRow] : [],
      ),
    );
    this.entries.push({ kind: 'http', transaction, depth, root, rows });
    for (const child of children) this.addHttp(child, depth + 1, root);
  }

  private addCall(transaction: CallTransaction): void {
    const rows = [transaction.client, transaction.server].flatMap((call) =>
      [call?.request, call?.response].flatMap((said) => (said ? [said.firstRow, said.lastRow] : [])),
    );
    this.entries.push({ kind: 'call', transaction, depth: 0, root: this.entries.length, rows });
  }

  private addDns(transaction: DnsTransaction, depth: number, root: number): void {
    const { client, server, children } = transaction;
    const rows = [client, server].flatMap((exchange) =>
      exchange ? [exchange.query.row, ...(exchange.response ? [exchange.response.row] : [])] : [],
    );
    this.entries.push({ kind: 'dns', transaction, depth, root, rows });
    for (const child of children) this.addDns(child, depth + 1, root);
  }
}
