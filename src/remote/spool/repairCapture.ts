import { open } from 'node:fs/promises';
import { BlockBoundary } from './blockBoundary';

const PIECE = 4 * 1024 * 1024;

/**
 * Makes a capture valid that was cut in the middle of a block, by cutting off what is left of that block; one whose lengths
 * make no sense is left as it is. Returns its size in bytes, 0 where it holds no whole block or is not there.
 */
export async function repairCapture(path: string): Promise<number> {
  const file = await open(path, 'r+').catch(() => undefined);
  if (!file) return 0;
  try {
    const boundary = new BlockBoundary();
    const piece = new Uint8Array(PIECE);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, size);
      if (bytesRead === 0) break;
      boundary.push(piece.subarray(0, bytesRead));
      size += bytesRead;
    }
    if (boundary.damaged || boundary.whole === size) return size;
    await file.truncate(boundary.whole);
    return boundary.whole;
  } finally {
    await file.close();
  }
}
