import { readInt64 } from '../base/integers';

/** More parameters than any event type has; what an event has beyond them is ignored. */
export const MAX_PARAMETERS = 64;

/** Fewer bytes than this are copied faster one by one. */
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
  tid = 0;
  parameterCount = 0;
  /** Where each parameter begins and ends in `bytes`. */
  readonly starts = new Int32Array(MAX_PARAMETERS);
  readonly ends = new Int32Array(MAX_PARAMETERS);

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
    const from = count > 0 ? other.starts[0] : 0;
    const length = count > 0 ? other.ends[count - 1] - from : 0;
    if (length > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(256, 2 * length));
      this.view = new DataView(this.bytes.buffer);
    }
    copyBytes(other.bytes, from, length, this.bytes);
    for (let index = 0; index < count; index++) {
      this.starts[index] = other.starts[index] - from;
      this.ends[index] = other.ends[index] - from;
    }
    this.type = other.type;
    this.tid = other.tid;
    this.parameterCount = count;
  }
}

function copyBytes(from: Uint8Array, start: number, length: number, to: Uint8Array): void {
  if (length > FEW_BYTES) to.set(from.subarray(start, start + length));
  else for (let index = 0; index < length; index++) to[index] = from[start + index];
}
