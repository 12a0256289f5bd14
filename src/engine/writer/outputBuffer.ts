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

  uint16(value: number): void {
    this.view.setUint16(this.reserve(2), value, true);
  }

  uint32(value: number): void {
    this.view.setUint32(this.reserve(4), value, true);
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
