import type { EventRow } from '../../../src/engine/base/brands';
import type { FieldContext } from '../../../src/engine/fields/fieldReader';
import { parseFormat } from '../../../src/engine/output/formatParser';
import { LineFormatter } from '../../../src/engine/output/lineFormatter';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace, shownRows } from '../../support/openedTrace';

/** The options of a context that change what lines say. */
export type LineOptions = Pick<FieldContext, 'textOptions' | 'timeMode'>;

/** Writes lines of a drawn capture in one format. */
export class DrawnLines {
  private readonly formatter: LineFormatter;
  private readonly rows: EventRow[];

  constructor(drawing: string, format: string, options: LineOptions = {}) {
    const opened = openTrace(drawnCapture(drawing));
    const outcome = parseFormat(format);
    if (!outcome.accepted) throw new Error(outcome.diagnostic.message);
    this.formatter = new LineFormatter(outcome.format, { trace: opened.trace, raw: opened.raw, ...options });
    this.rows = [...shownRows(opened)];
  }

  /** Every event's line, without those that are dropped. */
  text(): string[] {
    return this.rows.flatMap((row) => this.formatter.text(row) ?? []);
  }

  /** Every event's JSON object. */
  json(): string[] {
    return this.rows.flatMap((row) => this.formatter.json(row) ?? []);
  }
}
