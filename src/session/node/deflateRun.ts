import { constants, createInflateRaw } from 'node:zlib';
import type { ByteSource } from '../../engine/trace/byteSource';
import { systemCode } from './positionedFile';

/** How a deflate stream ended, and where: the file's byte after its last one, or near the damage. */
export interface DeflateEnd {
  readonly kind: 'complete' | 'truncated' | 'damaged';
  readonly position: number;
}

/** Compressed bytes for one task of the inflater, which is also what may be inflated too far ahead: 1000 times as much. */
const INPUT_PIECE = 128 * 1024;
const OUTPUT_PIECE = 1024 * 1024;
/** Compressed bytes for one task near damage: what one task inflates before it fails is lost. */
const CAREFUL_PIECE = 16;

/**
 * Inflates one deflate stream of a file, on a thread of the platform's pool: while a piece is being used, the next one is
 * inflated. Everything before damage is given, although the platform's inflater drops the output of a task that fails:
 * then the stream is inflated a second time, in small steps near the place.
 */
export async function* inflate(
  file: ByteSource,
  start: number,
  progress: (position: number) => void,
): AsyncGenerator<Uint8Array, DeflateEnd, undefined> {
  const run = new DeflateRun(file, start, Number.POSITIVE_INFINITY);
  let given = 0;
  try {
    for await (const piece of run.pieces()) {
      given += piece.length;
      progress(run.position);
      yield piece;
    }
  } finally {
    run.close();
  }
  if (run.end !== 'damaged') return { kind: run.end, position: run.position };
  return yield* inflateBeforeDamage(file, start, run.position, given);
}

/** Gives what lies between the first `skipped` inflated bytes and the damage, which is after `safe` in the file. */
async function* inflateBeforeDamage(
  file: ByteSource,
  start: number,
  safe: number,
  skipped: number,
): AsyncGenerator<Uint8Array, DeflateEnd, undefined> {
  const run = new DeflateRun(file, start, safe);
  let inflated = 0;
  try {
    for await (const piece of run.pieces()) {
      const known = Math.min(piece.length, Math.max(0, skipped - inflated));
      inflated += piece.length;
      if (known < piece.length) yield piece.subarray(known);
    }
  } finally {
    run.close();
  }
  return { kind: run.end, position: run.position };
}

/** One go over a deflate stream. */
class DeflateRun {
  end: DeflateEnd['kind'] = 'truncated';
  private readonly stream = createInflateRaw({ chunkSize: OUTPUT_PIECE, finishFlush: constants.Z_SYNC_FLUSH });
  private readonly inflated: Uint8Array[] = [];
  private readonly buffers = [new Uint8Array(INPUT_PIECE), new Uint8Array(INPUT_PIECE)];
  private failure: Error | undefined;
  private ended = false;
  private settle: () => void = () => {};
  /** Position in the file of the next byte to hand to the inflater. */
  private next: number;

  /** Goes in small steps from `carefulFrom` on. */
  constructor(
    private readonly file: ByteSource,
    private readonly start: number,
    private readonly carefulFrom: number,
  ) {
    this.next = start;
    this.stream.on('data', (piece: Uint8Array) => this.inflated.push(piece));
    this.stream.on('end', () => {
      this.ended = true;
      this.settle();
    });
    this.stream.on('error', (error) => {
      this.failure = error;
      this.settle();
    });
  }

  /** Position in the file up to which the inflater has come. */
  get position(): number {
    return this.start + this.stream.bytesWritten;
  }

  /** The inflated bytes; afterwards `end` says how it ended. Throws what reading the file throws. */
  async *pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    let exhausted = !this.startTask();
    for (let task = this.finished; ; task = this.finished) {
      await task;
      const ready = this.inflated.splice(0);
      const over = this.ended || this.failure !== undefined;
      if (!over) exhausted = !this.startTask();
      yield* ready;
      if (over) break;
    }
    yield* this.inflated.splice(0);
    if (this.failure) this.end = damageOf(this.failure);
    else this.end = exhausted ? 'truncated' : 'complete';
  }

  close(): void {
    this.stream.destroy();
  }

  private finished: Promise<void> = Promise.resolve();

  /** Hands on the next compressed bytes, or says that there are no more; false in that case. */
  private startTask(): boolean {
    const piece = this.nextInput();
    this.finished = new Promise((resolve) => {
      this.settle = resolve;
      // Where the deflate stream ends inside the piece, there is no answer to the write but only the `end` event.
      if (piece.length > 0) this.stream.write(piece, () => resolve());
      else this.stream.end();
    });
    return piece.length > 0;
  }

  private nextInput(): Uint8Array {
    this.buffers.reverse();
    const careful = this.next >= this.carefulFrom;
    const length = careful ? CAREFUL_PIECE : Math.min(INPUT_PIECE, this.carefulFrom - this.next);
    const target = this.buffers[0].subarray(0, length);
    const count = this.file.read(this.next, target);
    this.next += count;
    return target.subarray(0, count);
  }
}

/** Takes the inflater's complaint for damage; anything else is not about the bytes and is thrown on. */
function damageOf(error: Error): 'damaged' {
  if (systemCode(error) === 'Z_DATA_ERROR') return 'damaged';
  throw error;
}
