import { RawBytesError } from '../trace/rawBlocks';
import type { FieldContext } from './fieldReader';

/** What is read of the events of an indexed trace in idle time, block after block, and kept for filters. */
export abstract class IdleReading {
  private ended = false;

  /** Reads the next `count` blocks; false where there are none left, or no more can be read or kept. */
  advance(context: FieldContext, count: number): boolean {
    try {
      for (let left = count; left > 0 && !this.ended; left--) this.ended = !this.readBlock(context);
    } catch (error) {
      if (!(error instanceof RawBytesError)) throw error;
      this.ended = true;
    }
    return !this.ended;
  }

  /** Reads the next block; false where it is not indexed, or there is no more room. */
  protected abstract readBlock(context: FieldContext): boolean;
}
