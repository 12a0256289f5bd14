import type { EventRow } from '../../../src/engine/base/brands';
import { FieldPrinter, type JsonValue, MISSING_TEXT } from '../../../src/engine/fields/fieldPrinter';
import type { FieldContext } from '../../../src/engine/fields/fieldReader';
import { type BoundField, isFieldError, resolveField } from '../../../src/engine/fields/resolveField';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

/** The events of a drawing, and what fields say of them. */
export class Printed {
  private readonly opened;
  private readonly printer: FieldPrinter;

  constructor(lines: string, options: Partial<FieldContext> = {}) {
    this.opened = openTrace(drawnCapture(lines));
    this.printer = new FieldPrinter({ ...this.opened, ...options });
  }

  /** Fields of an event, named by its number from 1, or of the last one. */
  text(names: readonly string[], event = this.opened.trace.events.length): string[] {
    return names.map((name) => this.printer.text(bound(name), (event - 1) as EventRow) ?? MISSING_TEXT);
  }

  json(name: string, event = this.opened.trace.events.length): JsonValue {
    return this.printer.json(bound(name), (event - 1) as EventRow);
  }
}

/** Fields of the last event of a drawing. */
export function lastEvent(lines: string, ...names: string[]): string[] {
  return new Printed(lines).text(names);
}

function bound(name: string): BoundField {
  const field = resolveField(name);
  if (isFieldError(field)) throw new Error(field.message);
  if (field.length !== name.length) throw new Error(`Only '${field.name}' of '${name}' is a field.`);
  return field;
}
