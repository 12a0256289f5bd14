import type { EventRow } from '../base/brands';
import type { FieldContext } from '../fields/fieldReader';

/** What a view is told besides its name. */
export interface ViewParameter {
  readonly name: string;
  /** One sentence for people. */
  readonly description: string;
  readonly required: boolean;
  /** It is a filter: what follows the view's name is this, and not the filter of events. */
  readonly isFilter?: boolean;
}

/** What a view reads from and writes to. */
export interface ViewContext {
  readonly fields: FieldContext;
  /** Shows which container an event came from, where the view has a layout for that (`-pc`). */
  readonly showsContainers: boolean;
  /** Writes tables and formatted lines as JSON (`-j`). */
  readonly json: boolean;
  /** Takes what the view says, newlines included, in order. */
  write(text: string): void;
}

/** One view at work on one trace. Events come in the order of the file, each once. */
export interface ViewRun {
  /** The filter whose events the view wants; undefined: all. */
  readonly filter?: string;
  /** The view has said all it has to say: no more events are needed. */
  readonly done?: boolean;
  /** An event that passed the user's filter, whether or not it passes the view's own: for views that watch the time. */
  pass?(row: EventRow): void;
  /** An event that passed both filters. */
  event(row: EventRow): void;
  /** No more events come. */
  finish(): void;
}

/** A summary or log of the events of a capture, which sysdig calls a chisel. */
export interface View {
  readonly name: string;
  /** A few words, without a full stop. */
  readonly description: string;
  readonly parameters: readonly ViewParameter[];
  /** Begins. `args` has a text for each parameter up to the last one given. Throws a `ViewArgumentError`. */
  create(context: ViewContext, args: readonly string[]): ViewRun;
}

/** What a view was told makes no sense. */
export class ViewArgumentError extends Error {
  readonly reason = 'view-argument';

  constructor(view: string, message: string) {
    super(`${view}: ${message}`);
    this.name = 'ViewArgumentError';
  }
}
