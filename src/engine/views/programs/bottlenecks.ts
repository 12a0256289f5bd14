import type { EventRow } from '../../base/brands';
import { NO_PARTNER } from '../../trace/eventColumns';
import { wholeData } from '../support/dataContext';
import { FormattedLines } from '../support/lines';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';

const SHOWN = 10;
const LATENCY = knownField('evt.latency');

/** The calls that took longest, each as its enter and its exit event. Source: facts/output-format.md §10. */
export const BOTTLENECKS: View = {
  name: 'bottlenecks',
  description: 'The ten system calls that took longest',
  parameters: [],
  create: (context) => new Bottlenecks(context),
};

class Bottlenecks implements ViewRun {
  readonly filter = 'evt.type!=switch';
  /** Exit events with their latencies, the longest first; never more than are shown. */
  private readonly slowest: { readonly row: EventRow; readonly latency: number }[] = [];
  private readonly fields: RowFields;

  constructor(private readonly context: ViewContext) {
    this.fields = new RowFields(context.fields);
  }

  event(row: EventRow): void {
    if (this.context.fields.trace.events.partner(row) === NO_PARTNER) return;
    const latency = this.fields.number(LATENCY, row) ?? 0;
    if (latency <= 0 || (this.slowest.length === SHOWN && latency <= this.slowest[SHOWN - 1].latency)) return;
    const place = this.slowest.findIndex((other) => other.latency < latency);
    this.slowest.splice(place < 0 ? this.slowest.length : place, 0, { row, latency });
    this.slowest.length = Math.min(this.slowest.length, SHOWN);
  }

  finish(): void {
    const format = '*%evt.num) %evt.latency.s.%evt.latency.ns %proc.name (%thread.tid) %evt.dir %evt.type %evt.args';
    const lines = new FormattedLines(format, wholeData(this.context.fields), this.context.json);
    const { events } = this.context.fields.trace;
    for (const { row } of this.slowest) {
      this.context.write(`${lines.line(events.partner(row) as EventRow)}${lines.line(row)}`);
    }
  }
}
