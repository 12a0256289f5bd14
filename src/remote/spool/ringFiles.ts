import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CaptureParts } from '../../session/node/captureParts';

/** Files of a part, by its number: its blocks, and what a reader has to know before them. */
const PART = /^(\d{8})\.part$/;
const START = /^(\d{8})\.start$/;

/** A piece of a file: from byte `from` on, up to byte `to` or its end. */
export interface FilePiece {
  readonly path: string;
  readonly from?: number;
  readonly to?: number;
}

/** The parts of a capture of which only the end is kept, as the one who writes them sees them. */
export class RingFiles extends CaptureParts {
  make(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Drops a part and its start. */
  drop(number: number): void {
    rmSync(this.part(number), { force: true });
    rmSync(this.start(number), { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What another process left: the pieces of a whole capture, in their order. Empty where there is no ring. */
  left(): FilePiece[] {
    const names = namesIn(this.folder);
    const numbersOf = (pattern: RegExp): number[] =>
      names
        .flatMap((name) => pattern.exec(name)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b);
    const parts = numbersOf(PART);
    const first = numbersOf(START).at(-1) ?? parts[0] ?? 0;
    return [
      ...(first > 0 ? [{ path: this.start(first) }] : []),
      ...parts.filter((number) => number >= first).map((number) => ({ path: this.part(number) })),
    ];
  }
}

/** Writes pieces one after another to a file, which appears whole or not at all. */
export async function joinPieces(pieces: readonly FilePiece[], to: string): Promise<void> {
  const unfinished = `${to}.new`;
  rmSync(unfinished, { force: true });
  try {
    await pipeline(contentOf(pieces), createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }));
    await rename(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

async function* contentOf(pieces: readonly FilePiece[]): AsyncGenerator<Uint8Array> {
  for (const { path, from = 0, to } of pieces) {
    if (to !== undefined && to <= from) continue;
    yield* createReadStream(path, {
      start: from,
      ...(to === undefined ? {} : { end: to - 1 }),
      highWaterMark: 1 << 20,
    });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
