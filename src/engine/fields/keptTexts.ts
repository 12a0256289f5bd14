import type { EventRow, TextId } from '../base/brands';
import { ByteDictionary } from '../base/byteDictionary';
import { type Float64Column, Int32Column } from '../base/growingColumns';
import { placeAfter } from '../base/sortedColumn';
import { BLOCK_BITS } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import type { FieldContext } from './fieldReader';
import { IdleReading } from './idleReading';
import { visitRowsOfTypes } from './rowsOfTypes';
import { FieldValue } from './value';

/** Most bytes of texts that are kept. They are joined of two texts each, so that a capture can hold more than its size. */
const MOST_BYTES = 1 << 25;

/** In place of a text: the event has none. */
const NONE = -1;

/** The values of some rows of a trace: block by block it is known which have one. */
export interface KeptValues {
  /** In ascending order; more are added as more blocks are known. */
  readonly rows: Int32Column;
  /** Where the rows of a block begin in `rows`, and where they end; -1 while they are not known. */
  startOf(block: number): number;
  endOf(block: number): number;
  /** Gives the value of a row by its place in `rows`; false where it has none. */
  put(place: number, value: FieldValue): boolean;
  /** The same, by place, where all of them have numbers. */
  readonly numbers?: Float64Column;
}

/** Reads a text of an event from its bytes; false where it has none. */
export type ReadText = (context: FieldContext, row: EventRow, value: FieldValue) => boolean;

/** Which events have texts that are kept. */
export interface KeptEvents {
  /** By event type: 1 for those that may have them. */
  readonly types: ArrayLike<number>;
  /** Which events of these types. */
  has(trace: Trace, row: EventRow): boolean;
}

/**
 * Texts that stand in the bytes of events alone: read in idle time, once the trace is indexed, because a filter on them would read
 * half the file. Each text is there once, and of an event there are as many as are read of it. What is not there is read
 * from the event.
 */
export class KeptTexts extends IdleReading {
  readonly texts = new ByteDictionary();
  readonly rows = new Int32Column();
  /** For each text that is read of an event: that of each row. */
  private readonly columns: readonly Int32Column[];
  /** For each block, where its rows end. */
  private readonly ends = new Int32Column();
  /** Where the row stands that was asked last: the next one is often the one behind it. */
  private last = -1;
  private readonly value = new FieldValue();

  constructor(
    private readonly events: KeptEvents,
    private readonly readers: readonly ReadText[],
  ) {
    super();
    this.columns = readers.map(() => new Int32Column());
  }

  private startOf(block: number): number {
    if (block >= this.ends.length) return -1;
    return block === 0 ? 0 : this.ends.values[block - 1];
  }

  private endOf(block: number): number {
    return block >= this.ends.length ? -1 : this.ends.values[block];
  }

  /** The texts that one of the readers has read. */
  ofReader(which: number): KeptValues {
    const { rows } = this;
    return {
      rows,
      startOf: (block) => this.startOf(block),
      endOf: (block) => this.endOf(block),
      put: (place, value) => this.putAt(place, which, value),
    };
  }

  /** Gives the text of a row, which is read from the event where it is not kept; false where there is none. */
  put(context: FieldContext, row: EventRow, which: number, value: FieldValue): boolean {
    const place = this.placeOf(row);
    return place < 0 ? this.readers[which](context, row, value) : this.putAt(place, which, value);
  }

  private putAt(place: number, which: number, value: FieldValue): boolean {
    const text = this.columns[which].values[place];
    if (text !== NONE) value.setEntry(this.texts, text as TextId);
    return text !== NONE;
  }

  protected readBlock(context: FieldContext): boolean {
    const { trace } = context;
    const block = this.ends.length;
    const indexed = trace.index.block(block);
    if (!indexed || this.texts.bytesUsed > MOST_BYTES) return false;
    const { events } = this;
    const begin = this.rows.length;
    try {
      visitRowsOfTypes(indexed, block << BLOCK_BITS, events.types, (row) => {
        if (events.has(trace, row)) this.read(context, row);
      });
    } catch (error) {
      // Of a block that is not whole nothing is kept.
      for (const column of [this.rows, ...this.columns]) column.length = begin;
      throw error;
    }
    this.ends.push(this.rows.length);
    return true;
  }

  private read(context: FieldContext, row: EventRow): void {
    const { value, texts } = this;
    const found = this.readers.map((read) =>
      read(context, row, value) ? texts.intern(value.bytes, value.start, value.end) : NONE,
    );
    this.rows.push(row);
    found.forEach((text, which) => {
      this.columns[which].push(text);
    });
  }

  private placeOf(row: EventRow): number {
    const place = placeAfter(this.rows, row, this.last);
    if (place >= 0) this.last = place;
    return place;
  }
}
