/** Methods that begin a request of HTTP/1. Source: the registry of HTTP methods at IANA (RFC 9110 §16.1.1), the common ones. */
const METHODS: ReadonlySet<string> = new Set([
  'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH',
  'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'REPORT', 'SEARCH', 'MERGE', 'NOTIFY', 'SUBSCRIBE',
  'UNSUBSCRIBE', 'M-SEARCH', 'PURGE', 'LINK', 'UNLINK',
]);

export function isMethod(text: string): boolean {
  return METHODS.has(text);
}
