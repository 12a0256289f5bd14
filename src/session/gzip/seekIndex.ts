import type { Checkpoint, DeflatePlace } from './checkpoint';
import type { GzipCodec } from './codec';

/** The checkpoint at a file's beginning needs no window and is not kept. */
const BEGINNING = -1;

/**
 * The checkpoints of a gzip file, in order. A window takes 32 KiB, or about a sixth of that packed: 0.5% of the inflated bytes.
 */
export class SeekIndex {
  private readonly outputs: number[] = [];
  private readonly places: DeflatePlace[] = [];
  private readonly windows: Uint8Array[] = [];

  constructor(private readonly codec: GzipCodec) {}

  /** Adds a checkpoint behind all others; its window is copied. */
  add({ output, input, bits, window }: Checkpoint): void {
    this.outputs.push(output);
    this.places.push({ input, bits });
    this.windows.push(this.codec.pack(window));
  }

  /** How many bytes of the capture lie before the last checkpoint at or before `offset`; 0 where there is none. */
  startFor(offset: number): number {
    const found = this.find(offset);
    return found === BEGINNING ? 0 : this.outputs[found];
  }

  /** The last checkpoint at or before a position in the uncompressed capture; undefined for the file's beginning. */
  checkpointFor(offset: number): Checkpoint | undefined {
    const found = this.find(offset);
    if (found === BEGINNING) return undefined;
    const window = this.codec.unpack(this.windows[found]);
    return { ...this.places[found], output: this.outputs[found], window };
  }

  private find(offset: number): number {
    const { outputs } = this;
    let low = 0;
    let high = outputs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (outputs[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
