const NO_BYTES = new Uint8Array(0);

/**
 * One value on its way from a field's reader to whoever asked. It is reused, so reading allocates nothing: what `bytes`
 * points at is valid only until the next read. Which half is meaningful follows from the field's type.
 */
export class FieldValue {
  /** Numbers; truth values as 0 and 1. Exact to 2^53. */
  number = 0;
  /** Texts as UTF-8, buffers, and addresses in network order: `bytes[start, end)`. */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  end = 0;

  setBytes(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  setText(text: Uint8Array): void {
    this.setBytes(text, 0, text.length);
  }
}
