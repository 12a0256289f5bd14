import { createReadStream } from 'node:fs';
import { BlockBoundary } from './blockBoundary';

/** How many events whole blocks hold, up to byte `to` of a file or its end. Rejects with node's own error. */
export async function countEvents(path: string, to = Number.POSITIVE_INFINITY): Promise<number> {
  const boundary = new BlockBoundary();
  if (to <= 0) return 0;
  const content = createReadStream(path, { end: to - 1, highWaterMark: 1 << 20 });
  for await (const piece of content as AsyncIterable<Uint8Array>) boundary.push(piece);
  return boundary.events;
}
