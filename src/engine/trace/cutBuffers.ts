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

  /** Takes one buffer: how many bytes of it are there, and how many the call says that it moved. */
  compare(kept: number, moved: number): void {
    if (kept >= moved) return;
    this.count++;
    this.missingBytes += moved - kept;
    this.keptLengths.set(kept, (this.keptLengths.get(kept) ?? 0) + 1);
  }

  /** How much was kept at least of a buffer that was cut, in bytes: no call that moved that much or less lost any. */
  get leastKept(): number {
    return Math.min(...this.keptLengths.keys());
  }

  /** The length in bytes at which most cut buffers were cut; undefined where none was, or nothing was kept of any. */
  get apparentSnaplen(): number | undefined {
    let snaplen: number | undefined;
    let most = 0;
    for (const [length, count] of this.keptLengths) {
      if (length === 0 || count <= most) continue;
      snaplen = length;
      most = count;
    }
    return snaplen;
  }
}
