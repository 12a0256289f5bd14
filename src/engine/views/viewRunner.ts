import type { EventRow } from '../base/brands';
import { type CompiledFilter, compileFilter } from '../filter/filter';
import { type View, ViewArgumentError, type ViewContext, type ViewRun } from './view';

/**
 * One view at work: it is handed every event that is delivered (`Deliveries`; internal events too), and gives the view those
 * that the view's own filter keeps. Source: facts/output-format.md §9.
 */
export class ViewRunner {
  private readonly run: ViewRun;
  private readonly filter: CompiledFilter | undefined;

  /** Throws a `ViewArgumentError` where the arguments make no sense to the view. */
  constructor(view: View, args: readonly string[], context: ViewContext) {
    this.run = view.create(context, args);
    if (this.run.filter === undefined) return;
    const outcome = compileFilter(this.run.filter, context.fields);
    if (!outcome.accepted) throw new ViewArgumentError(view.name, outcome.diagnostics[0].message);
    this.filter = outcome.filter;
  }

  /** The view needs no more events. */
  get done(): boolean {
    return this.run.done === true;
  }

  /** A delivered event. */
  take(row: EventRow): void {
    this.run.pass?.(row);
    if (this.filter === undefined || this.filter.satisfies(row)) this.run.event(row);
  }

  /** No more events come. */
  finish(): void {
    this.run.finish();
  }
}
