import type { EventRow } from '../../src/engine/base/brands';
import type { FieldContext } from '../../src/engine/fields/fieldReader';
import { compileFilter } from '../../src/engine/filter/filter';
import { Deliveries } from '../../src/engine/output/deliveries';
import { findView } from '../../src/engine/views/catalogue';
import { splitArguments } from '../../src/engine/views/viewArguments';
import { ViewRunner } from '../../src/engine/views/viewRunner';
import { drawnCapture, type Generation } from './drawnCapture';
import { type OpenedTrace, openTrace } from './openedTrace';

/** How a view is asked for. */
export interface ViewRequest {
  /** The word of the command line that follows the view's name. */
  readonly word?: string;
  /** The user's filter. */
  readonly filter?: string;
  readonly showsContainers?: boolean;
  readonly json?: boolean;
  readonly textOptions?: FieldContext['textOptions'];
  /** Events that the view is not given. */
  readonly without?: (row: EventRow) => boolean;
}

/** What a view writes of all events of a trace. */
export function viewOutput(opened: OpenedTrace, name: string, request: ViewRequest = {}): string {
  const { word = '', filter, showsContainers = false, json = false, textOptions, without } = request;
  const view = findView(name);
  if (!view) throw new Error(`There is no view named "${name}"`);
  const pieces: string[] = [];
  const fields: FieldContext = { trace: opened.trace, raw: opened.raw, textOptions };
  const write = (text: string): void => {
    pieces.push(text);
  };
  const outcome = filter === undefined ? undefined : compileFilter(filter, fields);
  if (outcome?.accepted === false) throw new Error(outcome.diagnostics[0].message);
  const runner = new ViewRunner(view, splitArguments(view, word), { fields, showsContainers, json, write });
  const deliveries = new Deliveries(fields, { filter: outcome?.filter, limit: undefined, seconds: undefined });
  const rows = deliveries.next();
  for (let index = 0; index < rows.count && !runner.done; index++) {
    const row = rows.rowAt(index);
    if (!without?.(row)) runner.take(row);
  }
  runner.finish();
  return pieces.join('');
}

/** The lines that a view writes of a drawn capture. */
export function viewLines(drawing: string, name: string, request: ViewRequest = {}, generation?: Generation): string[] {
  const lines = viewOutput(openTrace(drawnCapture(drawing, generation)), name, request).split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
