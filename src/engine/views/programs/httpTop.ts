import type { EventRow } from '../../base/brands';
import { lastSecond } from '../support/captureTime';
import { knownField, RowFields } from '../support/rowFields';
import { type RankedRow, RankedSums } from '../table/rankedSums';
import type { ValueUnit } from '../table/tableDeclaration';
import { tableJson } from '../table/tableJson';
import { tableHeading, tableRow, valueText } from '../table/tableText';
import { type View, ViewArgumentError, type ViewContext, type ViewRun } from '../view';
import { HTTP_FILTER, type HttpTransaction, HttpTransactions } from './httpTransactions';

const ROWS = 30;
const TIME = 'time';
const CONTAINER = knownField('container.name');

interface Measure {
  readonly unit: ValueUnit;
  readonly of: (transaction: HttpTransaction) => number;
}

/** What requests can be ranked by, and how a transaction counts. */
const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['ncalls', { unit: 'count', of: () => 1 }],
  ['bytes', { unit: 'bytes', of: ({ length }) => length }],
  // Of these the mean.
  [TIME, { unit: 'nanoseconds', of: ({ latency }) => latency }],
]);

/** HTTP requests by their number, their bytes or the mean time of their responses. Source: facts/output-format.md §10. */
export const HTTPTOP: View = {
  name: 'httptop',
  description: 'HTTP requests by number, bytes or time',
  parameters: [{ name: 'by', description: 'ncalls, bytes or time; ncalls unless it is given.', required: false }],
  create(context, [by = 'ncalls']) {
    const measure = MEASURES.get(by);
    if (measure) return new HttpTop(context, by, measure);
    throw new ViewArgumentError('httptop', `requests are ranked by ncalls, bytes or time, not "${by}".`);
  },
};

class HttpTop implements ViewRun {
  readonly filter = HTTP_FILTER;
  private readonly fields: RowFields;
  private readonly transactions: HttpTransactions;
  private readonly sums = new RankedSums();
  private readonly counts = new RankedSums();

  constructor(
    private readonly context: ViewContext,
    private readonly by: string,
    private readonly measure: Measure,
  ) {
    this.fields = new RowFields(context.fields);
    this.transactions = new HttpTransactions(context.fields);
  }

  event(row: EventRow): void {
    const transaction = this.transactions.add(row);
    if (!transaction) return;
    const container = this.context.showsContainers ? [this.fields.shown(CONTAINER, row)] : [];
    const keys = [...container, transaction.method, transaction.url];
    this.sums.add(keys, this.measure.of(transaction));
    this.counts.add(keys, 1);
  }

  finish(): void {
    const titles = [...(this.context.showsContainers ? ['container'] : []), 'method', 'url'];
    const rows = this.ranked();
    this.context.write(this.context.json ? this.json(rows, titles) : this.text(rows, titles));
  }

  private ranked(): RankedRow[] {
    if (this.by !== TIME) return this.sums.top(ROWS);
    const counts = new Map(
      this.counts.top(Number.POSITIVE_INFINITY).map(({ keys, value }) => [keys.join('\0'), value]),
    );
    return this.sums
      .top(Number.POSITIVE_INFINITY)
      .map(({ keys, value }) => ({ keys, value: value / (counts.get(keys.join('\0')) ?? 1) }))
      .sort((one, other) => other.value - one.value)
      .slice(0, ROWS);
  }

  private text(rows: readonly RankedRow[], titles: readonly string[]): string {
    const lines = rows.map((row) => tableRow(valueText(this.measure.unit, row, 0), row.keys));
    return `${tableHeading(this.by, titles)}${lines.join('')}`;
  }

  private json(rows: readonly RankedRow[], titles: readonly string[]): string {
    const keys = titles.map((title) => ({ name: title, title }));
    return tableJson(rows, keys, { name: this.by, title: this.by }, lastSecond(this.context.fields.trace));
  }
}
