import type { EventRow } from '../base/brands';
import { FieldPrinter, type FieldText, type JsonValue, MISSING_TEXT } from '../fields/fieldPrinter';
import type { FieldContext } from '../fields/fieldReader';
import type { BoundField } from '../fields/resolveField';
import type { Format } from './format';
import { jsonObject } from './jsonObject';
import { nameWithServices } from './serviceNames';

/** A part of a line, ready for many rows: text that every line has, or the value of a field. */
type LinePart = string | { readonly value: FieldText; readonly width: number };

/** Writes the line of an event in one format, as text or as JSON. */
export class LineFormatter {
  private readonly printer: FieldPrinter;
  private readonly parts: readonly LinePart[];
  private readonly keepsIncomplete: boolean;
  /** The fields for JSON, by name; a field that the format has twice is in it once. */
  private readonly members: ReadonlyMap<string, BoundField>;

  constructor(
    { parts, keepsIncomplete }: Format,
    private readonly context: FieldContext,
  ) {
    this.printer = new FieldPrinter(context);
    this.keepsIncomplete = keepsIncomplete;
    this.parts = parts.map((part) =>
      part.kind === 'text' ? part.text : { value: this.fieldText(part.field), width: part.width },
    );
    const fields = parts.flatMap((part) => (part.kind === 'field' ? [part.field] : []));
    this.members = new Map(fields.map((field): [string, BoundField] => [field.name, field]).sort(byName));
  }

  /** The event's line, without a newline; undefined where a value is missing and the format does not allow that. */
  text(row: EventRow): string | undefined {
    this.printer.moveTo(row);
    let line = '';
    for (const part of this.parts) {
      if (typeof part === 'string') {
        line += part;
        continue;
      }
      const value = part.value(row);
      if (value === undefined && !this.keepsIncomplete) return undefined;
      const text = value ?? MISSING_TEXT;
      line += part.width === 0 ? text : text.slice(0, part.width).padEnd(part.width);
    }
    return line;
  }

  /** The same as a JSON object of the fields' values, ordered by name; `null` for a format without fields. */
  json(row: EventRow): string | undefined {
    if (this.members.size === 0) return 'null';
    const members: [string, JsonValue][] = [];
    for (const [name, field] of this.members) {
      const value = this.jsonValue(field, row);
      if (value === null && !this.keepsIncomplete) return undefined;
      members.push([name, value]);
    }
    return jsonObject(members);
  }

  /** Passes over an event that gets no line: times since the event before count from it. */
  pass(row: EventRow): void {
    this.printer.moveTo(row);
  }

  private fieldText(field: BoundField): FieldText {
    const read = this.printer.prepare(field);
    return this.isNamedByServices(field) ? (row) => nameWithServices(this.context.trace, row) ?? read(row) : read;
  }

  private jsonValue(field: BoundField, row: EventRow): JsonValue {
    const named = this.isNamedByServices(field) ? nameWithServices(this.context.trace, row) : undefined;
    return named ?? this.printer.json(field, row);
  }

  /** The field's value has ports in it that are to be written as services. */
  private isNamedByServices(field: BoundField): boolean {
    return field.name === 'fd.name' && (this.context.textOptions?.namesServices ?? false);
  }
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
