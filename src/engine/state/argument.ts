import { endOfText } from '../base/text';
import type { EventArguments } from '../capture/eventArguments';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';

/** A slice of an event's memory. */
export interface ArgumentRange {
  bytes: Uint8Array;
  start: number;
  end: number;
}

/**
 * One argument of a system call, wherever the capture's schema put it: old captures carry it in the enter event, the newest
 * append it to the exit event (facts/fd-and-state.md §3). The exit event's value wins where both have it.
 */
export class Argument {
  private readonly exitIndex: number;
  private readonly enterIndex: number;
  private readonly range: ArgumentRange = { bytes: new Uint8Array(0), start: 0, end: 0 };

  /** `exitType` is the id of the exit event; its enter event has the id below it. */
  constructor(exitType: number, name: string, enterName = name) {
    this.exitIndex = parameterIndex(EVENT_TYPES[exitType], name);
    this.enterIndex = parameterIndex(EVENT_TYPES[exitType - 1], enterName);
  }

  int64(exit: EventArguments, enter: EventArguments | undefined, missing: number): number {
    if (this.inExit(exit, 8)) return exit.int64(this.exitIndex, missing);
    return enter && this.enterIndex >= 0 ? enter.int64(this.enterIndex, missing) : missing;
  }

  uint32(exit: EventArguments, enter: EventArguments | undefined, missing: number): number {
    if (this.inExit(exit, 4)) return exit.uint32(this.exitIndex, missing);
    return enter && this.enterIndex >= 0 ? enter.uint32(this.enterIndex, missing) : missing;
  }

  uint8(exit: EventArguments, enter: EventArguments | undefined, missing: number): number {
    if (this.inExit(exit, 1)) return exit.uint8(this.exitIndex, missing);
    return enter && this.enterIndex >= 0 ? enter.uint8(this.enterIndex, missing) : missing;
  }

  /** The raw bytes, or undefined where neither event has any. The result is reused by the next call. */
  bytes(exit: EventArguments, enter: EventArguments | undefined): ArgumentRange | undefined {
    if (this.inExit(exit, 1)) return this.rangeOf(exit, this.exitIndex);
    if (enter && this.enterIndex >= 0 && enter.parameterLength(this.enterIndex) > 0) {
      return this.rangeOf(enter, this.enterIndex);
    }
    return undefined;
  }

  /** The same, up to the first NUL. */
  text(exit: EventArguments, enter: EventArguments | undefined): ArgumentRange | undefined {
    const range = this.bytes(exit, enter);
    if (range) range.end = endOfText(range.bytes, range.start, range.end);
    return range;
  }

  private inExit(exit: EventArguments, length: number): boolean {
    return this.exitIndex >= 0 && exit.parameterLength(this.exitIndex) >= length;
  }

  private rangeOf(event: EventArguments, index: number): ArgumentRange {
    this.range.bytes = event.bytes;
    this.range.start = event.starts[index];
    this.range.end = event.ends[index];
    return this.range;
  }
}
