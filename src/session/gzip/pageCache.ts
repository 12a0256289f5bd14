/** Bytes of a page; a multiple of what one row needs, and small against the distance of checkpoints. */
export const PAGE_SIZE = 128 * 1024;
/** Pages that are kept: 16 MiB. */
const MOST_PAGES = 128;

/** Pages of the uncompressed capture by number; the one that was not asked for longest gives way. */
export class PageCache {
  /** In the order in which they were last asked for. */
  private readonly pages = new Map<number, Uint8Array<ArrayBuffer>>();
  private spare: Uint8Array<ArrayBuffer> | undefined;

  /** A page that is kept; undefined where it is not. */
  get(page: number): Uint8Array | undefined {
    const bytes = this.pages.get(page);
    if (bytes === undefined) return undefined;
    this.pages.delete(page);
    this.pages.set(page, bytes);
    return bytes;
  }

  /** Memory for a page: that of the one that gave way last. Left to the collector, pages came to 30 MB before it looked. */
  take(): Uint8Array<ArrayBuffer> {
    const memory = this.spare ?? new Uint8Array(PAGE_SIZE);
    this.spare = undefined;
    return memory;
  }

  /** Keeps a page, which lies in memory that was taken and is not used otherwise from now on. */
  set(page: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.pages.set(page, bytes);
    if (this.pages.size <= MOST_PAGES) return;
    for (const [oldest, { buffer }] of this.pages) {
      this.pages.delete(oldest);
      this.spare = new Uint8Array(buffer);
      break;
    }
  }

  clear(): void {
    this.pages.clear();
  }
}
