import type { Trace } from '../trace/trace';
import type { SocketLives } from './conversations/socketLives';
import { DnsAskers } from './dns/dnsAskers';
import type { PlacedDnsMessage } from './dns/dnsMessages';
import { type DnsTransaction, dnsExchanges, dnsTransactions } from './dns/dnsTransactions';
import type { HttpExchange } from './http/httpExchanges';
import { type HttpTransaction, httpTransactions } from './http/httpTransactions';
import { NameLookups } from './nameLookups';
import type { Peers } from './peers';

/** What was found in streams, and what is known of their ends. */
export interface FoundMessages {
  /** Of HTTP, stream by stream. */
  readonly exchanges: readonly HttpExchange[];
  /** Of DNS, in the order of time. */
  readonly messages: readonly PlacedDnsMessage[];
  readonly peers: Peers;
  readonly lives: SocketLives;
}

/** The transactions of a capture: joined at both ends, chained across processes, and requests with the questions before them. */
export function transactionsOf(
  trace: Trace,
  { exchanges, messages, peers, lives }: FoundMessages,
): { readonly http: HttpTransaction[]; readonly dns: DnsTransaction[] } {
  const dns = dnsTransactions(trace, dnsExchanges(trace, messages), new DnsAskers(trace, lives.connects));
  const lookups = new NameLookups(trace, dns, lives).of(exchanges);
  return { http: httpTransactions(trace, exchanges, peers, lookups), dns };
}
