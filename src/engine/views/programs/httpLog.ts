import type { EventRow } from '../../base/brands';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';
import { HTTP_FILTER, HttpTransactions } from './httpTransactions';

const DATE_AND_TIME = knownField('evt.datetime');
const CONTAINER = knownField('container.name');

/** A line for each HTTP transaction, when its response begins. Source: facts/output-format.md §10. */
export const HTTPLOG: View = {
  name: 'httplog',
  description: 'HTTP requests and their responses',
  parameters: [],
  create: (context) => new HttpLog(context),
};

class HttpLog implements ViewRun {
  readonly filter = HTTP_FILTER;
  private readonly fields: RowFields;
  private readonly transactions: HttpTransactions;

  constructor(private readonly context: ViewContext) {
    this.fields = new RowFields(context.fields);
    this.transactions = new HttpTransactions(context.fields);
  }

  event(row: EventRow): void {
    const transaction = this.transactions.add(row);
    if (!transaction) return;
    const { method, url, isServer, status, latency, length } = transaction;
    const container = this.context.showsContainers ? `${this.fields.shown(CONTAINER, row)} ` : '';
    const place = `${this.fields.shown(DATE_AND_TIME, row)} ${container}${isServer ? '<' : '>'}`;
    const milliseconds = Math.floor(latency / 1e6);
    this.context.write(
      `${place} method=${method} url=${url} response_code=${status} latency=${milliseconds}ms size=${length}B\n`,
    );
  }

  finish(): void {}
}
