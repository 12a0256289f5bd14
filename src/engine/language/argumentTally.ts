import type { EventRow, TextId, ThreadVersion } from '../base/brands';
import type { ArgumentNames } from '../fields/field';
import type { FieldContext } from '../fields/fieldReader';
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

/** What a slice has of a thread version: how many shown events, and the last of them. */
interface Counted {
  count: number;
  last: number;
}

/**
 * Counts how many shown events have each argument of a field, such as the name of an environment variable. Each text in which
 * threads name them is read once; what rows name is asked once for each thread version of a slice, of its last event. The trace
 * may grow; counting goes on where it stopped.
 */
export class ArgumentTally {
  /** Rows before this one are counted. */
  row = 0;
  /** An argument was left out: too long, one that cannot be written, or one too many. */
  omits = false;
  /** How many events have a text. */
  private readonly events = new Map<TextId, number>();
  /** How many events have an argument that rows name. */
  private readonly ofRows = new Map<string, number>();

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
    const byVersion = new Map<number, Counted>();
    for (; this.row < end; this.row++) {
      const { flags, thread } = events.chunk(this.row >> CHUNK_BITS);
      const at = this.row & (CHUNK_ROWS - 1);
      if ((flags[at] & RowFlag.HIDDEN) !== 0) continue;
      const counted = byVersion.get(thread[at]);
      if (counted) {
        counted.count++;
        counted.last = this.row;
      } else byVersion.set(thread[at], { count: 1, last: this.row });
    }
    const { names } = this;
    for (const [version, { count, last }] of byVersion) {
      if ('fact' in names) {
        const text = threads.get(version as ThreadVersion, names.fact);
        this.events.set(text, (this.events.get(text) ?? 0) + count);
      } else {
        for (const name of names.namesAt(this.context, last as EventRow)) this.add(this.ofRows, name, count);
      }
    }
    return !this.complete;
  }

  /** Each argument with its count. */
  counted(): CountedValue[] {
    const { names } = this;
    const counts = 'fact' in names ? new Map<string, number>() : this.ofRows;
    if ('fact' in names) {
      for (const [text, count] of this.events) {
        const items = splitItems(this.context.trace.texts.text(text));
        for (const name of new Set(items.map(names.nameOf))) this.add(counts, name, count);
      }
    }
    return [...counts].map(([text, count]) => ({ text, count }));
  }

  private add(counts: Map<string, number>, name: string, count: number): void {
    if (name === '') return;
    const known = counts.get(name);
    if (known === undefined && (counts.size === MOST_DIFFERENT || name.length > LONGEST || !WRITABLE.test(name)))
      this.omits = true;
    else counts.set(name, (known ?? 0) + count);
  }
}
