import { type EventRow, NO_FD } from '../base/brands';
import { Float64Column, Int32Column } from '../base/growingColumns';
import { EVENT_TYPES } from '../capture/eventTable';
import type { FieldContext, FieldReader } from '../fields/fieldReader';
import { Reading } from '../fields/fieldReader';
import { numberRange, valueForm } from '../fields/fieldType';
import { isExact } from '../fields/readers/shapes';
import { readWith } from '../fields/readField';
import type { BoundField } from '../fields/resolveField';
import { FieldValue } from '../fields/value';
import { ipv4Text, ipv6Text } from '../format/addressText';
import { CHUNK_BITS, CHUNK_ROWS, type EventChunk, RowFlag } from '../trace/eventColumns';
import type { CountedValue } from './environment';

/** Most different values that are counted; who has more of them does not choose from a list. */
const MOST_DIFFERENT = 50_000;
/** Longest value that is counted, in UTF-16 units. */
const LONGEST = 200;
/** Most rows that are read one by one, where that may need the event's bytes, and where it does not: some 0.5 s each. */
const MOST_BYTE_READINGS = 200_000;
const MOST_ROW_READINGS = 3_000_000;
/** What one slice may cost, in rows that are only counted: a few milliseconds. */
const SLICE_COST = 1 << 18;
/** What reading a row costs, in rows that are only counted. */
const READING_COST = 128;
/** What the first row of a version costs, likewise. */
const DECISION_COST = 64;
/** What a number in a column costs, likewise. */
const COLUMN_COST = 16;
/** Rows between two looks at the cost. */
const STEP = 256;

/** What a version or an event type says of all rows that have it; from 1 on: the index of its value, plus 1. */
const OPEN = 0;
const NOTHING = -1;
const BY_ROW = -2;

/**
 * Counts how many shown events have each value of a field, so that `field = value` keeps as many (of a list, `field
 * intersects (value)`). Versions and event types are read once, and their rows only counted. The trace may grow; counting
 * goes on where it stopped.
 */
export class FieldTally {
  private readonly texts: string[] = [];
  private readonly counts = new Float64Column();
  /** Rows before this one are counted. */
  row = 0;
  /** A value was left out: too long, no text that could be written in a filter, or one too many. */
  omits = false;
  private readonly mostReadings: number;
  private readings = 0;
  private decided = 0;
  private readonly slots = new Map<string | number, number>();
  /** For each value, the row after the one that counted last: an event counts once. */
  private readonly last = new Float64Column();
  private readonly decisions = new Int32Column();
  private readonly value = new FieldValue();

  constructor(
    private readonly context: FieldContext,
    private readonly bound: BoundField,
  ) {
    const withoutBytes = bound.readers.every((reader) => reader.domain === 'row' && !reader.readsBytes);
    this.mostReadings = withoutBytes ? MOST_ROW_READINGS : MOST_BYTE_READINGS;
  }

  /** Each value with its count, in the order in which they came. */
  counted(): CountedValue[] {
    return this.texts.map((text, index) => ({ text, count: this.counts.values[index] }));
  }

  /** Every event that is there has been counted. */
  get complete(): boolean {
    return this.row >= this.context.trace.events.length;
  }

  /** Counts one slice more; false when there is nothing left to count, or no more is going to be. */
  advance(): boolean {
    const { events } = this.context.trace;
    const rowCost = this.bound.readers[0].domain === 'column' ? COLUMN_COST : 1;
    let left = SLICE_COST;
    while (left > 0 && this.row < events.length && this.readings < this.mostReadings) {
      const index = this.row & (CHUNK_ROWS - 1);
      const count = Math.min(CHUNK_ROWS - index, events.length - this.row, STEP);
      const before = this.extraCost;
      this.countRows(events.chunk(this.row >> CHUNK_BITS), index, count);
      left -= count * rowCost + this.extraCost - before;
    }
    return !this.complete && this.readings < this.mostReadings;
  }

  private get extraCost(): number {
    return READING_COST * this.readings + DECISION_COST * this.decided;
  }

  private countRows(chunk: EventChunk, index: number, count: number): void {
    const { trace } = this.context;
    const keys = this.keysOf(chunk);
    const keyCount = Math.max(trace.threads.length, trace.fds.length, EVENT_TYPES.length);
    if (keys) while (this.decisions.length < keyCount) this.decisions.push(OPEN);
    const decisions = this.decisions.values;
    const counts = this.counts;
    for (let at = index; at < index + count; at++) {
      const row = this.row++ as EventRow;
      if (chunk.flags[at] & RowFlag.HIDDEN) continue;
      const decision = keys ? decisions[keys[at]] || this.decide(keys[at]) : BY_ROW;
      if (decision > OPEN) counts.values[decision - 1]++;
      else if (decision === BY_ROW) this.readRow(row);
    }
  }

  /** The column whose numbers decide the value, where one does. */
  private keysOf(chunk: EventChunk): Int32Array | Uint16Array | undefined {
    switch (this.bound.readers[0].domain) {
      case 'thread':
        return chunk.thread;
      case 'fd':
        return chunk.fd;
      case 'type':
        return chunk.type;
      default:
        return undefined;
    }
  }

  private decide(key: number): number {
    this.decided++;
    let decision = NOTHING;
    for (const reader of this.bound.readers) {
      const slot = this.readKey(reader, key);
      // Two ends of a connection: which of them are different is seen row by row.
      if (slot === BY_ROW || (decision > OPEN && slot > OPEN && slot !== decision)) decision = BY_ROW;
      else if (decision === NOTHING) decision = slot;
      if (decision === BY_ROW) break;
    }
    this.decisions.values[key] = decision;
    return decision;
  }

  private readKey(reader: FieldReader, key: number): number {
    const { trace } = this.context;
    let reading: Reading = Reading.CLOSER;
    if (reader.domain === 'thread') reading = reader.read(trace, key as Parameters<typeof reader.read>[1], this.value);
    else if (reader.domain === 'type') reading = reader.read(key, this.value);
    else if (reader.domain === 'fd') {
      if (key === NO_FD) return NOTHING;
      reading = reader.read(trace, key as Parameters<typeof reader.read>[1], this.value);
    }
    if (reading === Reading.CLOSER) return BY_ROW;
    return reading === Reading.VALUE ? this.slot(reader) : NOTHING;
  }

  private readRow(row: EventRow): void {
    const { context, value } = this;
    for (const reader of this.bound.readers) {
      if (reader.domain !== 'column') this.readings++;
      if (reader.domain === 'several') {
        for (let item = 0; reader.readItem(context, row, item, value); item++) this.countOnce(reader, row);
      } else if (readWith(reader, context, row, value)) {
        this.countOnce(reader, row);
      }
    }
  }

  private countOnce(reader: FieldReader, row: EventRow): void {
    const slot = this.slot(reader) - 1;
    if (slot < 0 || this.last.values[slot] === row + 1) return;
    this.last.values[slot] = row + 1;
    this.counts.values[slot]++;
  }

  /** The index, plus 1, of the value that was read last; `NOTHING` where it is not counted. */
  private slot(reader: FieldReader): number {
    const isNumber = valueForm(this.bound.type) === 'number' || valueForm(this.bound.type) === 'truth';
    const key = isExact(reader) ? `${this.value.exact}` : isNumber ? this.value.number : this.writtenText();
    const known = this.slots.get(key);
    if (known !== undefined) return known;
    const text = typeof key === 'number' ? this.writtenNumber(reader, key) : key;
    if (this.texts.length === MOST_DIFFERENT || !this.isWritable(key, text)) {
      this.omits = true;
      return NOTHING;
    }
    const slot = this.texts.push(text);
    this.counts.push(0);
    this.last.push(0);
    this.slots.set(key, slot);
    return slot;
  }

  /** Whether a filter can name the value. */
  private isWritable(key: string | number, text: string): boolean {
    if (typeof key === 'string') return text.length <= LONGEST && !UNWRITABLE.test(text);
    const range = numberRange(this.bound.type);
    if (range) return key >= range[0];
    return this.bound.type === 'BOOL' || DECIMAL.test(text);
  }

  private writtenText(): string {
    const { value } = this;
    const form = valueForm(this.bound.type);
    if (form !== 'address' && form !== 'network') return value.text;
    return value.end - value.start === 4 ? ipv4Text(value.bytes, value.start) : ipv6Text(value.bytes, value.start);
  }

  private writtenNumber(reader: FieldReader, number: number): string {
    if (valueForm(this.bound.type) === 'truth') return number === 0 ? 'false' : 'true';
    const base = reader.domain === 'column' ? reader.base?.(this.context.trace) : undefined;
    return base === undefined ? `${number}` : `${base + BigInt(number)}`;
  }
}

/** Bytes that are no UTF-8, and NUL. */
const UNWRITABLE = /[\ufffd\0]/;
/** A number with a fraction that JavaScript writes without an exponent. */
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
