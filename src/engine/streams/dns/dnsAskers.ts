import type { EventRow } from '../../base/brands';
import { SocketTuple } from '../../state/socketTuple';
import type { Trace } from '../../trace/trace';
import type { DnsExchange } from './dnsTransactions';

/** The port of name services. Source: IANA's registry of ports. */
const DNS_PORT = 53;
/** Longest time, in ns, between the connecting of a socket and a question over it. */
const LONGEST_WAIT = 60e9;

/**
 * Tells whose question a name service received, where the capture does not have the call that asked: old ones have no data of
 * `sendmmsg`. The socket was connected to a name service, and its port is the one that the question came from.
 */
export class DnsAskers {
  /** Calls that connected sockets to name services, by the port of the socket, in the order of time. */
  private readonly byPort = new Map<number, EventRow[]>();

  /** `connects`: exits of calls that connected sockets, whichever. */
  constructor(
    private readonly trace: Trace,
    connects: readonly EventRow[],
  ) {
    const { events, fds, tuples } = trace;
    const tuple = new SocketTuple();
    for (const row of connects) {
      const bytes = tuples.bytes(fds.get(events.fd(row), 'tuple'));
      if (!tuple.readTuple(bytes, 0, bytes.length) || tuple.destinationPort !== DNS_PORT) continue;
      const same = this.byPort.get(tuple.sourcePort);
      if (same) same.push(row);
      else this.byPort.set(tuple.sourcePort, [row]);
    }
    for (const rows of this.byPort.values()) rows.sort((a, b) => events.time(a) - events.time(b));
  }

  /** The call that connected the socket over which a name service was asked; undefined where the capture does not have it. */
  askerOf({ query, response, side }: DnsExchange): EventRow | undefined {
    if (side === 'client') return undefined;
    const { events } = this.trace;
    const asked = events.time(query.row);
    // Old captures do not know the sender of what an unconnected socket received, and know whom it answered.
    const port = query.ends.clientPort === 0 ? (response?.ends.clientPort ?? 0) : query.ends.clientPort;
    return this.byPort.get(port)?.findLast((row) => {
      const before = asked - events.time(row);
      return before >= 0 && before < LONGEST_WAIT;
    });
  }
}
