import type { TreeBuilder } from '../treeBuilder';
import { byteCount } from '../values';
import { type HttpHead, headerValue, readHttpHead } from './httpHead';

/** What a summary says of HTTP. */
export interface HttpText {
  readonly protocol: string;
  readonly info: string;
  /** The first line alone. */
  readonly line: string;
  /** The head is whole. */
  readonly hasHead: boolean;
  /** Where the next message may begin. */
  readonly next: number;
}

/** Whether an HTTP/1 message begins here. */
export function looksLikeHttp(bytes: Uint8Array, start: number, end: number): boolean {
  return readHttpHead(bytes, start, Math.min(end, start + 4096)) !== undefined;
}

/**
 * Adds the layer of a message that begins at `start` of `bytes`, which are those of the tree, or else a message that was put
 * together from several packets: then `placed` is undefined, and no field has a place in the packet. Undefined where it is
 * none.
 */
export function addHttp(
  tree: TreeBuilder,
  bytes: Uint8Array,
  start: number,
  end: number,
  placed: number | undefined,
): HttpText | undefined {
  const captured = placed === undefined ? end : Math.min(end, tree.end);
  const head = readHttpHead(bytes, start, captured);
  if (!head) return undefined;
  const place = (at: number): number => (placed === undefined ? 0 : at);
  tree.open('Hypertext Transfer Protocol', head.line, place(start), place(end));
  tree.add(head.kind === 'request' ? 'Request' : 'Response', head.line, place(start), place(head.lineEnd));
  for (const header of head.headers) tree.add(header.name, header.value, place(header.start), place(header.end));
  if (placed !== undefined && end > tree.end) tree.has(end - 1, 1);
  const next = Math.min(end, endOf(head));
  const hasBody = head.bodyStart >= 0 && head.bodyStart < next;
  if (hasBody) tree.add('Body', byteCount(next - head.bodyStart), place(head.bodyStart), place(next));
  tree.close(place(next));
  return { ...httpInfo(head, hasBody), line: head.line, hasHead: head.bodyStart >= 0, next };
}

/** Where a message ends as its head says; far away where the head does not say it. */
function endOf(head: HttpHead): number {
  const length = headerValue(head, 'content-length');
  if (head.bodyStart < 0 || headerValue(head, 'transfer-encoding') !== undefined) return Number.MAX_SAFE_INTEGER;
  if (length !== undefined && /^\d{1,15}$/.test(length)) return head.bodyStart + Number(length);
  return head.kind === 'request' ? head.bodyStart : Number.MAX_SAFE_INTEGER;
}

/** What a summary says of a message: a type of media is told where nothing knows better. */
function httpInfo(head: HttpHead, hasBody: boolean): { readonly protocol: string; readonly info: string } {
  const type = mediaType(head);
  const said = { protocol: 'HTTP', info: `${head.line} ` };
  if (!hasBody || type === '' || UNTOLD.has(type) || type.startsWith('multipart/')) return said;
  if (JSON_TYPES.has(type)) {
    return { protocol: 'HTTP/JSON', info: `${head.line} , JavaScript Object Notation (${type})` };
  }
  if (XML_TYPES.has(type)) return { ...said, protocol: 'HTTP/XML' };
  return { protocol: 'HTTP', info: `${head.line}  (${type})` };
}

/** Types of media that have dissectors of their own in tshark, as far as they say something in the summary. */
const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/json-rpc', 'application/x-ndjson']);
const XML_TYPES: ReadonlySet<string> = new Set(['application/xml', 'text/xml', 'application/soap+xml']);
const UNTOLD: ReadonlySet<string> = new Set(['application/octet-stream']);

function mediaType(head: HttpHead): string {
  return (headerValue(head, 'content-type') ?? '').split(';', 1)[0].trim().toLowerCase();
}
