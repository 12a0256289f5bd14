import type { EventRow } from '../base/brands';
import type { FieldContext } from '../fields/fieldReader';
import { CHUNK_BITS, CHUNK_ROWS, type EventChunk, RowFlag } from '../trace/eventColumns';
import { BLOCK_BITS, BLOCK_ROWS, dropHidden, makeRowBits, setRange, subtract } from '../trace/rowBits';
import type { Selection } from '../trace/selection';
import { bindFilter } from './checker';
import { Compiler } from './compiler';
import type { CheckContext } from './definitions';
import type { Diagnostic } from './diagnostic';
import { parseFilter } from './parser';
import type { Predicate } from './predicate';

/** A filter that can be asked, or everything that is wrong with it. */
export type FilterOutcome =
  | { readonly accepted: true; readonly filter: CompiledFilter }
  | { readonly accepted: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes a filter out of text, with the definitions of `checks`. Never throws on account of the text; one without anything
 * in it is refused.
 */
export function compileFilter(text: string, context: FieldContext, checks: CheckContext = {}): FilterOutcome {
  const parsed = parseFilter(text);
  if (parsed.diagnostics.length > 0) return { accepted: false, diagnostics: parsed.diagnostics };
  const { root, diagnostics } = bindFilter(parsed.root, checks);
  if (!root) return { accepted: false, diagnostics };
  return { accepted: true, filter: new CompiledFilter(context, new Compiler(context).compile(root)) };
}

/**
 * A filter over one trace. The trace may grow meanwhile: rows are asked once they are there, and keep their answer. Asking
 * throws `RawBytesError` where the filter needs bytes that can no longer be read.
 */
export class CompiledFilter {
  private readonly rows = makeRowBits();

  constructor(
    private readonly context: FieldContext,
    private readonly predicate: Predicate,
  ) {}

  /** Whether the filter keeps a row. Hidden events are never kept. */
  matches(row: EventRow): boolean {
    return (this.context.trace.events.flags(row) & RowFlag.HIDDEN) === 0 && this.satisfies(row);
  }

  /** Whether a row is as the filter says, be it hidden or not. */
  satisfies(row: EventRow): boolean {
    this.predicate.prepare();
    return this.predicate.test(row);
  }

  /** Asks the rows `[from, to)` and adds those that are kept to a selection; hidden ones only where that is said. */
  select(from: number, to: number, into: Selection, hidden: 'dropped' | 'kept' = 'dropped'): void {
    const { rows } = this;
    const { events } = this.context.trace;
    this.predicate.prepare();
    for (let row = from; row < to; ) {
      const block = row >> BLOCK_BITS;
      const first = (block << BLOCK_BITS) as EventRow;
      const end = Math.min(first + BLOCK_ROWS, to);
      const chunk = events.chunk(row >> CHUNK_BITS);
      const index = first & (CHUNK_ROWS - 1);
      setRange(rows, row - first, end - first);
      if (hidden === 'dropped') this.dropHidden(block, chunk, index);
      this.predicate.narrow({ chunk, index, row: first }, rows);
      into.addBits(block, rows);
      row = end;
    }
  }

  private dropHidden(block: number, chunk: EventChunk, index: number): void {
    const indexed = this.context.trace.index.block(block);
    if (!indexed) dropHidden(this.rows, chunk, index);
    else if (indexed.hidden) subtract(this.rows, indexed.hidden);
  }
}
