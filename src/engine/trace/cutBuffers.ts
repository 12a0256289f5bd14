/**
 * Counts the data buffers of which a capture kept less than the calls moved: that is what the option snaplen does. Filled
 * while the events are decoded, so that nobody has to read their bytes again to know it.
 */
export class CutBuffers {
  /** How many buffers are cut. */
  count = 0;
  /** How many bytes of them are missing. */
  missingBytes = 0;
  /** How many of the cut buffers were kept up to each length, in bytes; lengths have 16 bits. */
  private readonly keptLengths = new Map<number, number>();
  /** The length that came last, and how often in a row: it is not among those yet. Nearly all are cut at the same. */
  private lastLength = -1;
  private lastTimes = 0;

  /** Takes one buffer: how many bytes of it are there, and how many the call says that it moved. */
  compare(kept: number, moved: number): void {
    if (kept >= moved) return;
    this.count++;
    this.missingBytes += moved - kept;
    if (kept !== this.lastLength) this.countLast();
    this.lastLength = kept;
    this.lastTimes++;
  }

  /** How much was kept at least of a buffer that was cut, in bytes: no call that moved that much or less lost any. */
  get leastKept(): number {
    return Math.min(...this.lengths.keys());
  }

  /** The length in bytes at which most cut buffers were cut; undefined where none was, or nothing was kept of any. */
  get apparentSnaplen(): number | undefined {
    let snaplen: number | undefined;
    let most = 0;
    for (const [length, count] of this.lengths) {
      if (length === 0 || count <= most) continue;
      snaplen = length;
      most = count;
    }
    return snaplen;
  }

  private get lengths(): ReadonlyMap<number, number> {
    this.countLast();
    return this.keptLengths;
  }

  private countLast(): void {
    if (this.lastTimes === 0) return;
    this.keptLengths.set(this.lastLength, (this.keptLengths.get(this.lastLength) ?? 0) + this.lastTimes);
    this.lastTimes = 0;
  }
}
