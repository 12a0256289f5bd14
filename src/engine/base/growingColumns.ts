/**
 * Typed arrays that grow by doubling, for tables whose length is only known at the end. `values` may be longer than
 * `length`; it is replaced when the column grows, so keep the column and not its array.
 */
abstract class GrowingColumn<A extends { readonly length: number; set(from: A): void }> {
  length = 0;
  values: A;

  protected constructor(capacity: number) {
    this.values = this.allocate(capacity);
  }

  protected abstract allocate(capacity: number): A;

  protected grow(needed: number): void {
    const larger = this.allocate(Math.max(needed, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}

/** Signed 32-bit values. */
export class Int32Column extends GrowingColumn<Int32Array> {
  constructor(capacity = 256) {
    super(capacity);
  }

  protected allocate(capacity: number): Int32Array {
    return new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Appends `count` zeros and returns where they begin. */
  extend(count: number): number {
    const at = this.length;
    if (at + count > this.values.length) this.grow(at + count);
    this.length = at + count;
    return at;
  }
}

/** 64-bit floating point values: integers up to 2^53. */
export class Float64Column extends GrowingColumn<Float64Array> {
  constructor(capacity = 256) {
    super(capacity);
  }

  protected allocate(capacity: number): Float64Array {
    return new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length++] = value;
  }
}

/** Unsigned bytes. */
export class Uint8Column extends GrowingColumn<Uint8Array> {
  constructor(capacity = 256) {
    super(capacity);
  }

  protected allocate(capacity: number): Uint8Array {
    return new Uint8Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Appends `bytes[start, end)` and returns where they begin. */
  append(bytes: Uint8Array, start: number, end: number): number {
    const at = this.length;
    if (at + end - start > this.values.length) this.grow(at + end - start);
    for (let from = start, to = at; from < end; from++, to++) this.values[to] = bytes[from];
    this.length = at + end - start;
    return at;
  }
}
