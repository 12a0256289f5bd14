import type { EventRow } from '../engine/base/brands';
import type { CompiledFilter } from '../engine/filter/filter';
import type { CallSummary } from '../engine/output/callSummary';
import type { LineFormatter } from '../engine/output/lineFormatter';
import { RowFlag } from '../engine/trace/eventColumns';
import { Selection } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';
import type { LineWriter } from './lineWriter';

/** What is made of the events that are delivered: it takes them in order, each once. */
export interface EventConsumer {
  /** It needs no more events. */
  readonly done?: boolean;
  take(row: EventRow): void;
  /** No more events come. */
  finish?(): void | Promise<void>;
}

/** Prints a line for each event that is not hidden, and that the filter keeps, where there is one. */
export function linePrinter(
  trace: Trace,
  formatter: LineFormatter,
  filter: CompiledFilter | undefined,
  json: boolean,
  out: LineWriter,
): EventConsumer {
  return {
    take(row) {
      if ((trace.events.flags(row) & RowFlag.HIDDEN) !== 0) return;
      if (filter?.satisfies(row) === false) {
        formatter.pass(row);
        return;
      }
      const line = json ? formatter.json(row) : formatter.text(row);
      if (line !== undefined) out.add(`${line}\n`);
    },
  };
}

/** Prints at the end how often each event was there. */
export function summaryPrinter(summary: CallSummary, out: LineWriter): EventConsumer {
  return { take: (row) => summary.add(row), finish: () => out.add(summary.text()) };
}

/** Keeps the events and hands them on at the end. */
export function collector(whenComplete: (rows: Selection) => Promise<void>): EventConsumer {
  const rows = new Selection();
  return { take: (row) => rows.add(row), finish: () => whenComplete(rows) };
}
