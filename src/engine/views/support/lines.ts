import type { EventRow } from '../../base/brands';
import type { FieldContext } from '../../fields/fieldReader';
import { parseFormat } from '../../output/formatParser';
import { LineFormatter } from '../../output/lineFormatter';

/** Writes rows in a format of our own, as text or as JSON; nothing for a row that lacks a field. */
export class FormattedLines {
  private readonly formatter: LineFormatter;

  constructor(
    format: string,
    context: FieldContext,
    private readonly json: boolean,
  ) {
    const outcome = parseFormat(format);
    if (!outcome.accepted) throw new Error(outcome.diagnostic.message);
    this.formatter = new LineFormatter(outcome.format, context);
  }

  /** The row's line with its newline; empty where it has none. */
  line(row: EventRow): string {
    const text = this.json ? this.formatter.json(row) : this.formatter.text(row);
    return text === undefined ? '' : `${text}\n`;
  }
}
