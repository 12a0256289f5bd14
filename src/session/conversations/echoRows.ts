import type { FieldContext } from '../../engine/fields/fieldReader';
import { type CompiledFilter, compileFilter } from '../../engine/filter/filter';
import { Selection } from '../../engine/trace/selection';
import { ECHO_FILTER } from '../../engine/views/programs/echoFds';
import { SlicePace } from '../slicePace';

/** A selection as far as it was worked out: `scanned` rows of the trace were asked. */
export interface ScannedRows {
  readonly rows: Selection;
  readonly scanned: number;
}

/** All rows of a trace that are echoed, whatever the filter. */
export class EchoableRows implements ScannedRows {
  readonly rows = new Selection();
  scanned = 0;
  private readonly filter: CompiledFilter;
  private readonly pace = new SlicePace();

  constructor(private readonly context: FieldContext) {
    const outcome = compileFilter(ECHO_FILTER, context);
    if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
    this.filter = outcome.filter;
  }

  /** Whether all rows that there are were looked at. */
  get isCurrent(): boolean {
    return this.scanned === this.context.trace.events.length;
  }

  /** Looks at the next rows: a slice of them. */
  advance(): void {
    this.pace.run((count) => {
      const end = Math.min(this.context.trace.events.length, this.scanned + count);
      this.filter.select(this.scanned, end, this.rows);
      this.scanned = end;
    });
  }
}

/** The rows of one selection that are echoed, as far as both are known. */
export class EchoRows {
  readonly rows = new Selection();
  private done = 0;

  constructor(
    private readonly all: ScannedRows,
    private readonly selection: ScannedRows,
  ) {}

  /** How many rows of the trace have been looked at. */
  get scanned(): number {
    return this.done;
  }

  /** Takes in what both have come to know: quick, however much it is. */
  update(): void {
    const end = Math.min(this.all.scanned, this.selection.scanned);
    if (end <= this.done) return;
    this.rows.addShared(this.all.rows, this.selection.rows, this.done, end);
    this.done = end;
  }
}
