import type { EventRow } from '../../base/brands';
import { decodeText } from '../../base/text';
import { FdKind } from '../../capture/fdList';
import { fdNameBytes } from '../../fields/fdName';
import { ipv4Text, ipv6Text } from '../../format/addressText';
import { type HttpHead, headerValue } from '../../packets/dissectors/httpHead';
import { Family, SocketTuple } from '../../state/socketTuple';
import type { Trace } from '../../trace/trace';

/** Where a request was sent. */
export interface HttpServer {
  /** `10.0.0.9:80`, `[::1]:80`; `localhost` where it is a unix socket or not known. */
  readonly authority: string;
  /** Path of the unix socket; undefined for none. */
  readonly socketPath: string | undefined;
}

const tuple = new SocketTuple();

/** The server's end of the connection that an event read or wrote. */
export function httpServerAt(trace: Trace, row: EventRow): HttpServer {
  const { events, fds, tuples } = trace;
  const version = events.fd(row);
  if (fds.get(version, 'kind') === FdKind.UNIX) {
    const name = decodeText(fdNameBytes(trace, version));
    return { authority: 'localhost', socketPath: /(?:^|\s)(\/\S+)$/.exec(name)?.[1] };
  }
  const bytes = tuples.bytes(fds.get(version, 'tuple'));
  if (!tuple.readTuple(bytes, 0, bytes.length)) return { authority: 'localhost', socketPath: undefined };
  const isV4 = tuple.family === Family.INET;
  const address = isV4 ? ipv4Text(tuple.destination, 0) : `[${ipv6Text(tuple.destination, 0)}]`;
  return { authority: `${address}:${tuple.destinationPort}`, socketPath: undefined };
}

/** The address of a request, always one of HTTP: its target behind its host, or behind that of the connection. */
export function requestUrl(head: HttpHead, { authority }: HttpServer): string {
  if (/^https?:\/\//i.test(head.target)) return head.target;
  const host = headerValue(head, 'host') ?? '';
  const named = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) ? host : authority;
  return `http://${named}${head.target.startsWith('/') ? '' : '/'}${head.target}`;
}
