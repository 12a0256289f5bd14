import { compileFilter } from '../../src/engine/filter/filter';
import { Selection } from '../../src/engine/trace/selection';
import type { OpenedTrace } from './openedTrace';

/** The rows that a filter keeps. Throws what is wrong with it. */
export function keptRows(text: string, opened: OpenedTrace): number[] {
  const outcome = compileFilter(text, opened);
  if (!outcome.accepted) throw new Error(`${text}: ${outcome.diagnostics[0].message}`);
  const selection = new Selection();
  outcome.filter.select(0, opened.trace.events.length, selection);
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
}
