import { readInt64, UNSET } from '../base/integers';

/** More parameters than any event type has; what an event has beyond them is ignored. */
export const MAX_PARAMETERS = 64;

/** Up to so many bytes are copied faster word by word. */
const FEW_BYTES = 128;

/**
 * The parameters of an event and where they lie in memory. A parameter that is absent, or shorter than what is asked of
 * it, reads as the caller's `missing`: a capture may be older than the table, or hostile.
 */
export class EventArguments {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** Id of the event type. */
  type = 0;
  /** The thread that made the event, as the host numbers it. */
  tid = UNSET;
  parameterCount = 0;
  /** Where each parameter begins and ends in `bytes`: one begins where the one before it ends, so both are one array. */
  readonly starts = new Int32Array(MAX_PARAMETERS + 1);
  readonly ends = this.starts.subarray(1);

  /** Length of a parameter in bytes; 0 for one that is not there. */
  parameterLength(index: number): number {
    return index < this.parameterCount ? this.ends[index] - this.starts[index] : 0;
  }

  /** A signed 64-bit parameter, or `missing` where it is absent or too short. */
  int64(index: number, missing: number): number {
    return this.parameterLength(index) >= 8 ? readInt64(this.view, this.starts[index]) : missing;
  }

  /** An unsigned 32-bit parameter, or `missing`. */
  uint32(index: number, missing: number): number {
    return this.parameterLength(index) >= 4 ? this.view.getUint32(this.starts[index], true) : missing;
  }

  /** An unsigned 16-bit parameter, or `missing`. */
  uint16(index: number, missing: number): number {
    return this.parameterLength(index) >= 2 ? this.view.getUint16(this.starts[index], true) : missing;
  }

  /** An unsigned 8-bit parameter, or `missing`. */
  uint8(index: number, missing: number): number {
    return this.parameterLength(index) >= 1 ? this.bytes[this.starts[index]] : missing;
  }

  /** Takes a copy of another event's parameters, which outlives that event's memory. */
  copyFrom(other: EventArguments): void {
    const count = other.parameterCount;
    const from = other.starts[0];
    const length = other.starts[count] - from;
    if (length + 3 > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(256, 2 * length));
      this.view = new DataView(this.bytes.buffer);
    }
    this.copyBytes(other, from, length);
    for (let index = 0; index <= count; index++) this.starts[index] = other.starts[index] - from;
    this.type = other.type;
    this.tid = other.tid;
    this.parameterCount = count;
  }

  /** Few bytes are copied by words: a view of them would cost more than the copying. */
  private copyBytes({ bytes, view }: EventArguments, from: number, length: number): void {
    if (length > FEW_BYTES || from + length + 3 > bytes.length) {
      this.bytes.set(bytes.subarray(from, from + length));
      return;
    }
    for (let at = 0; at < length; at += 4) this.view.setInt32(at, view.getInt32(from + at, true), true);
  }
}
