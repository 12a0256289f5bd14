/** Bytes of a page; a multiple of what one row needs, and small against the distance of checkpoints. */
export const PAGE_SIZE = 128 * 1024;
/** Pages that are kept: 32 MiB. */
const MOST_PAGES = 256;

/** Pages of the uncompressed capture by number; the one that was not asked for longest gives way. */
export class PageCache {
  /** In the order in which they were last asked for. */
  private readonly pages = new Map<number, Uint8Array>();

  /** A page that is kept; undefined where it is not. */
  get(page: number): Uint8Array | undefined {
    const bytes = this.pages.get(page);
    if (bytes === undefined) return undefined;
    this.pages.delete(page);
    this.pages.set(page, bytes);
    return bytes;
  }

  set(page: number, bytes: Uint8Array): void {
    this.pages.set(page, bytes);
    if (this.pages.size <= MOST_PAGES) return;
    for (const oldest of this.pages.keys()) {
      this.pages.delete(oldest);
      break;
    }
  }

  clear(): void {
    this.pages.clear();
  }
}
