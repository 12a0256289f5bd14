/** What has been written and not yet handed on: memory that grows with the largest block. */
export class OutputBuffer {
  length = 0;
  private bytes = new Uint8Array(512 * 1024);
  private view = new DataView(this.bytes.buffer);

  /** What came together; valid until more is written. */
  get content(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  uint8(value: number): void {
    this.view.setUint8(this.reserve(1), value);
  }

  uint16(value: number): void {
    this.view.setUint16(this.reserve(2), value, true);
  }

  uint32(value: number): void {
    this.view.setUint32(this.reserve(4), value, true);
  }

  /** A 64-bit integer, signed or unsigned: its low 64 bits are written. */
  int64(value: number | bigint): void {
    this.view.setBigUint64(this.reserve(8), BigInt.asUintN(64, BigInt(value)), true);
  }

  /** A text with its 16-bit length before it, cut after `most` bytes: readers refuse longer ones. */
  text(bytes: Uint8Array, most: number): void {
    const length = Math.min(bytes.length, most);
    this.uint16(length);
    this.copy(bytes, 0, length);
  }

  /** Writes over the 32 bits at a place that was written before. */
  setUint32(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  /** Writes over the 64 bits at a place that was written before. */
  setUint64(at: number, value: bigint): void {
    this.view.setBigUint64(at, value, true);
  }

  /** Adds `bytes[start, end)`. */
  copy(bytes: Uint8Array, start: number, end: number): void {
    const at = this.reserve(end - start);
    this.bytes.set(bytes.subarray(start, end), at);
  }

  /** Adds zeros until `count` bytes were added since `from`. */
  padTo(from: number, count: number): void {
    const missing = from + count - this.length;
    const at = this.reserve(missing);
    this.bytes.fill(0, at, at + missing);
  }

  private reserve(count: number): number {
    const at = this.length;
    if (at + count > this.bytes.length) {
      const larger = new Uint8Array(2 * (at + count));
      larger.set(this.content);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    this.length = at + count;
    return at;
  }
}
