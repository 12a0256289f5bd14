import { makeRowBits, type RowBits } from '../trace/rowBits';
import { IndexedScan } from './indexedScan';

/**
 * Memory that the parts of a filter use one after the other: a filter can have a thousand of them, and most are asked as part
 * of another. Made on first use.
 */
export class Scratch {
  private readonly free: RowBits[] = [];
  private indexed: IndexedScan | undefined;

  /** What it found is valid until somebody else looks. */
  get scan(): IndexedScan {
    this.indexed ??= new IndexedScan();
    return this.indexed;
  }

  /** Room for a set, holding anything. Given back in the reverse order, so a filter needs as much as it is deep. */
  take(): RowBits {
    return this.free.pop() ?? makeRowBits();
  }

  give(bits: RowBits): void {
    this.free.push(bits);
  }
}
