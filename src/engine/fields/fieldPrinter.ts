import type { EventRow } from '../base/brands';
import { ipv4Text, ipv6Text } from '../format/addressText';
import { nineDigits } from '../format/timeText';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import { type ColumnReader, type FieldContext, type FieldReader, Reading, type SeveralReader } from './fieldReader';
import { valueForm } from './fieldType';
import { isExact } from './readers/shapes';
import { readWith } from './readField';
import type { BoundField } from './resolveField';
import { FieldValue } from './value';

/** What stands for a value that is not there. */
export const MISSING_TEXT = '<NA>';

/** A value as JSON has it; a number above 2^53 as a bigint, a missing value as null. */
export type JsonValue = string | number | bigint | boolean | null;

/** Gives the text of one field for a row; undefined where there is no value. */
export type FieldText = (row: EventRow) => string | undefined;

/** Writes fields of rows as text, as sysdig's `-p` prints them, and as JSON values. */
export class FieldPrinter {
  private readonly value = new FieldValue();
  private readonly context: FieldContext;
  private row: EventRow | undefined;
  private before: EventRow | undefined;

  constructor({ trace, raw, textOptions, timeMode }: FieldContext) {
    this.context = { trace, raw, textOptions, timeMode, previousRow: () => this.before };
  }

  /**
   * Makes a field ready for many rows: everything that does not depend on the row is decided here. Before the result is
   * asked about a row, `moveTo` has to have been called with it.
   */
  prepare(bound: BoundField): FieldText {
    const { printed } = bound;
    const { context, value } = this;
    const write = this.writer(bound);
    if (bound.isList && printed.domain === 'several') return (row) => this.list(printed, write, row);
    const read: FieldText = (row) => (readWith(printed, context, row, value) ? write() : undefined);
    const { trace } = context;
    const { events } = trace;
    switch (printed.domain) {
      case 'column':
        return columnText(context, printed, value, write);
      case 'thread':
        return keptText(
          (row) => events.thread(row),
          (version) => written(printed.read(trace, version, value), write),
          read,
        );
      case 'type':
        return keptText(
          (row) => events.type(row),
          (type) => written(printed.read(type, value), write),
          read,
        );
      case 'row':
        return (row) => (printed.read(context, row, value) ? write() : undefined);
      default:
        return read;
    }
  }

  /** Goes to a row. Rows are printed one after the other: some fields show what lies between two of them. */
  moveTo(row: EventRow): void {
    if (row === this.row) return;
    this.before = this.row;
    this.row = row;
  }

  /** The field's value for a row; undefined where there is none. */
  text(bound: BoundField, row: EventRow): string | undefined {
    this.moveTo(row);
    return this.prepare(bound)(row);
  }

  /** The field's value for a row as JSON has it. */
  json(bound: BoundField, row: EventRow): JsonValue {
    this.moveTo(row);
    const { printed, field } = bound;
    if (bound.isList) return this.text(bound, row) ?? null;
    if (field.json) return field.json(this.context, row);
    if (!readWith(printed, this.context, row, this.value)) return null;
    switch (valueForm(bound.type)) {
      case 'number': {
        if (isExact(printed)) return this.value.exact;
        const base = baseOf(printed, this.context);
        return base === undefined ? this.value.number : base + BigInt(this.value.number);
      }
      case 'truth':
        return this.value.number !== 0;
      default:
        return this.writer(bound)();
    }
  }

  /** Gives the text of the value that was read last. */
  private writer({ type, field, printed }: BoundField): () => string {
    const { value, context } = this;
    switch (valueForm(type)) {
      case 'number':
        if (field.print === 'nine-digits') return () => paddedText(value.number);
        if (field.print === 'hexadecimal') return () => value.number.toString(16).toUpperCase();
        if (isExact(printed)) return () => `${value.exact}`;
        if (type === 'DOUBLE') return () => value.number.toFixed(1);
        if (printed.domain !== 'column' || printed.base === undefined) return () => `${value.number}`;
        return () => numberText(printed, context, value.number);
      case 'truth':
        return () => (value.number === 0 ? 'false' : 'true');
      case 'address':
      case 'network':
        return () => (value.end - value.start === 4 ? ipv4Text : ipv6Text)(value.bytes, value.start);
      default:
        return () => value.text;
    }
  }

  private list(reader: SeveralReader, write: () => string, row: EventRow): string | undefined {
    const items: string[] = [];
    while (reader.readItem(this.context, row, items.length, this.value)) items.push(write());
    return items.length === 0 ? undefined : `(${items.join(',')})`;
  }
}

function columnText({ trace }: FieldContext, reader: ColumnReader, value: FieldValue, write: () => string): FieldText {
  const { events } = trace;
  return (row) => {
    const number = reader.read(trace, events.chunk(row >> CHUNK_BITS), row & (CHUNK_ROWS - 1), row);
    if (Number.isNaN(number)) return undefined;
    value.number = number;
    return write();
  };
}

/** The text of what was read; undefined where there is no value, null where only the row decides. */
function written(reading: Reading, write: () => string): string | undefined | null {
  if (reading === Reading.CLOSER) return null;
  return reading === Reading.VALUE ? write() : undefined;
}

/** The texts of a field that a version or type decides: made once for each, unless it leaves it to the row. */
function keptText<Key extends number>(
  keyOf: (row: EventRow) => Key,
  make: (key: Key) => string | undefined | null,
  byRow: FieldText,
): FieldText {
  const kept: (string | undefined)[] = [];
  return (row) => {
    const key = keyOf(row);
    const known = kept[key];
    if (known !== undefined) return known;
    const text = make(key);
    if (text === null) return byRow(row);
    kept[key] = text;
    return text;
  };
}

/** To nine digits; sysdig writes longer and negative numbers as they are. */
function paddedText(number: number): string {
  return number >= 0 && number < 1e9 ? nineDigits(number) : `${number}`;
}

function numberText(reader: FieldReader, context: FieldContext, number: number): string {
  const base = baseOf(reader, context);
  return base === undefined ? `${number}` : `${base + BigInt(number)}`;
}

function baseOf(reader: FieldReader, context: FieldContext): bigint | undefined {
  return reader.domain === 'column' ? reader.base?.(context.trace) : undefined;
}
