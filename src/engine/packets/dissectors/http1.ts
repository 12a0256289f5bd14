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
}

/** Whether an HTTP/1 message begins here. */
export function looksLikeHttp(bytes: Uint8Array, start: number, end: number): boolean {
  return readHttpHead(bytes, start, Math.min(end, start + 4096)) !== undefined;
}

/**
 * Adds the layer of a message that begins at `start` of `bytes`, which are those of the tree, or else a message that was put
 * together from several packets: then `placed` is undefined, and no field has a place in the packet.
 */
export function addHttp(
  tree: TreeBuilder,
  bytes: Uint8Array,
  start: number,
  end: number,
  placed: number | undefined,
): HttpText {
  const captured = placed === undefined ? end : Math.min(end, tree.end);
  const head = readHttpHead(bytes, start, captured);
  if (!head) return { protocol: 'HTTP', info: continuationInfo(), line: '', hasHead: false };
  const place = (at: number): number => (placed === undefined ? 0 : at);
  tree.open('Hypertext Transfer Protocol', head.line, place(start), place(end));
  tree.add(head.kind === 'request' ? 'Request' : 'Response', head.line, place(start), place(head.lineEnd));
  for (const header of head.headers) tree.add(header.name, header.value, place(header.start), place(header.end));
  if (head.bodyStart >= 0 && head.bodyStart < end) {
    tree.add('Body', byteCount(end - head.bodyStart), place(head.bodyStart), place(end));
  }
  tree.close(place(end));
  const hasBody = head.bodyStart >= 0 && head.bodyStart < end;
  return { ...httpInfo(head, hasBody), line: head.line, hasHead: head.bodyStart >= 0 };
}

function httpInfo(head: HttpHead, hasBody: boolean): { readonly protocol: string; readonly info: string } {
  const type = mediaType(head);
  if (!hasBody || type === '') return { protocol: 'HTTP', info: `${head.line} ` };
  if (/^application\/(.*\+)?json$/.test(type)) {
    return { protocol: 'HTTP/JSON', info: `${head.line} , JavaScript Object Notation (${type})` };
  }
  return { protocol: 'HTTP', info: `${head.line}  (${type})` };
}

function mediaType(head: HttpHead): string {
  return (headerValue(head, 'content-type') ?? '').split(';', 1)[0].trim().toLowerCase();
}

/** What stands for data that is part of a message whose head was not seen. */
export function continuationInfo(): string {
  return 'Continuation';
}
