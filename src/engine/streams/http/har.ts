import type { EventRow } from '../../base/brands';
import { byteText } from '../../format/byteText';
import { headerValue } from '../../packets/dissectors/httpHead';
import type { Trace } from '../../trace/trace';
import { httpBody, mediaType } from './httpBody';
import type { HttpExchange, PlacedMessage } from './httpExchanges';
import { httpServerAt, requestUrl } from './httpServer';

/** Who writes an archive. */
export interface HarCreator {
  readonly name: string;
  readonly version: string;
}

/**
 * Exchanges as an HTTP archive, an object to be written as JSON; those whose request is not in the capture are left out. A request
 * without an answer has a response of status 0. Source: HAR 1.2 (softwareishard.com/blog/har-12-spec).
 */
export function httpArchive(trace: Trace, exchanges: readonly HttpExchange[], creator: HarCreator): object {
  return {
    log: {
      version: '1.2',
      creator,
      entries: exchanges.flatMap((exchange) => (exchange.request ? [entryOf(trace, exchange, exchange.request)] : [])),
    },
  };
}

function entryOf(trace: Trace, { response, latency, duration, side }: HttpExchange, request: PlacedMessage): object {
  const { events } = trace;
  const server = httpServerAt(trace, request.firstRow);
  const url = requestUrl(request.message.head, server);
  const send = milliseconds(events.time(request.lastRow) - events.time(request.firstRow));
  const wait = milliseconds(latency ?? 0);
  const receive = milliseconds(response ? events.time(response.lastRow) - events.time(response.firstRow) : 0);
  const last = response?.lastRow ?? request.lastRow;
  return {
    startedDateTime: dateOf(trace, request.firstRow),
    time: duration === undefined ? send : send + wait + receive,
    request: requestOf(request, url),
    response: responseOf(response),
    cache: {},
    timings: { send, wait, receive },
    ...(server.socketPath === undefined && { serverIPAddress: server.authority.replace(/:\d+$/, '') }),
    comment: `Seen by the ${side}; events ${request.firstRow + 1} to ${last + 1}`,
  };
}

function requestOf({ message, bytes }: PlacedMessage, url: string): object {
  const { head, headRange, bodyLength } = message;
  const { bytes: body, lack } = httpBody(message, bytes);
  return {
    method: head.method,
    url,
    httpVersion: head.version,
    cookies: [],
    headers: headersOf(head.headers),
    queryString: queryOf(url),
    headersSize: headRange.end - headRange.start,
    bodySize: bodyLength,
    ...(bodyLength > 0 && {
      postData: {
        mimeType: headerValue(head, 'content-type') ?? '',
        text: new TextDecoder().decode(body),
        ...(lack !== undefined && { comment: lack }),
      },
    }),
  };
}

function responseOf(response: PlacedMessage | undefined): object {
  if (!response) {
    return {
      status: 0,
      statusText: '',
      httpVersion: '',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      comment: 'No answer is in the capture.',
    };
  }
  const { message, bytes } = response;
  const { head, headRange, bodyLength } = message;
  const { bytes: body, lack } = httpBody(message, bytes);
  return {
    status: head.status,
    statusText: head.reason,
    httpVersion: head.version,
    cookies: [],
    headers: headersOf(head.headers),
    content: {
      size: body.length,
      mimeType: headerValue(head, 'content-type') ?? '',
      ...contentOf(body, mediaType(head)),
      ...(lack !== undefined && { comment: lack }),
    },
    redirectURL: headerValue(head, 'location') ?? '',
    headersSize: headRange.end - headRange.start,
    bodySize: bodyLength,
  };
}

function contentOf(body: Uint8Array, type: string): { readonly text: string; readonly encoding?: 'base64' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    // A text in another encoding stays one that can be read.
    if (type.startsWith('text/')) return { text: new TextDecoder().decode(body) };
    return { text: byteText(body, 0, body.length, 'base64', true), encoding: 'base64' };
  }
}

/** The parameters of an address, decoded where that can be done. */
function queryOf(url: string): object[] {
  const start = url.indexOf('?');
  if (start < 0 || start === url.length - 1) return [];
  const [query] = url.slice(start + 1).split('#', 1);
  return query.split('&').map((part) => {
    const equals = part.indexOf('=');
    const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    return { name: decoded(name), value: decoded(value) };
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function headersOf(headers: readonly { readonly name: string; readonly value: string }[]): object[] {
  return headers.map(({ name, value }) => ({ name, value }));
}

function dateOf({ timeBase, events }: Trace, row: EventRow): string {
  const nanoseconds = timeBase + BigInt(events.time(row));
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}

function milliseconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds) / 1e6;
}
