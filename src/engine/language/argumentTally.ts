import type { TextId, ThreadVersion } from '../base/brands';
import type { ArgumentNames, FieldContext } from '../fields/field';
import { splitItems } from '../fields/readers/threads';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../trace/eventColumns';
import type { CountedValue } from './environment';

/** Most different arguments that are listed, and the longest one. */
const MOST_DIFFERENT = 5000;
const LONGEST = 200;
/** Rows that are counted in one slice: a few milliseconds. */
const SLICE_ROWS = 1 << 18;

/** What can stand in the brackets of a field: neither of these ends it. */
const WRITABLE = /^[^\]"'\0\ufffd]+$/;

/**
 * Counts how many shown events have each argument of a field, such as the name of an environment variable. Each text in which
 * threads name them is read once. The trace may grow; counting goes on where it stopped.
 */
export class ArgumentTally {
  /** Rows before this one are counted. */
  row = 0;
  /** An argument was left out: too long, one that cannot be written, or one too many. */
  omits = false;
  /** How many events have a text. */
  private readonly events = new Map<TextId, number>();

  constructor(
    private readonly context: FieldContext,
    private readonly names: ArgumentNames,
  ) {}

  /** Every event that is there has been counted. */
  get complete(): boolean {
    return this.row >= this.context.trace.events.length;
  }

  /** Counts one slice more; false when there is nothing left to count. */
  advance(): boolean {
    const { events, threads } = this.context.trace;
    const end = Math.min(events.length, this.row + SLICE_ROWS);
    const byVersion = new Map<number, number>();
    for (; this.row < end; this.row++) {
      const { flags, thread } = events.chunk(this.row >> CHUNK_BITS);
      const at = this.row & (CHUNK_ROWS - 1);
      if ((flags[at] & RowFlag.HIDDEN) === 0) byVersion.set(thread[at], (byVersion.get(thread[at]) ?? 0) + 1);
    }
    for (const [version, count] of byVersion) {
      const text = threads.get(version as ThreadVersion, this.names.fact);
      this.events.set(text, (this.events.get(text) ?? 0) + count);
    }
    return !this.complete;
  }

  /** Each argument with its count. */
  counted(): CountedValue[] {
    const counts = new Map<string, number>();
    for (const [text, count] of this.events) {
      for (const name of new Set(splitItems(this.context.trace.texts.text(text)).map(this.names.nameOf))) {
        if (name === '') continue;
        const isNew = !counts.has(name);
        if (isNew && (counts.size === MOST_DIFFERENT || name.length > LONGEST || !WRITABLE.test(name)))
          this.omits = true;
        else counts.set(name, (counts.get(name) ?? 0) + count);
      }
    }
    return [...counts].map(([text, count]) => ({ text, count }));
  }
}
