import type { EventRow } from '../base/brands';
import type { FieldContext } from '../fields/field';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../trace/eventColumns';
import type { Selection } from '../trace/selection';
import { checkFilter } from './checker';
import { Compiler } from './compiler';
import type { Diagnostic } from './diagnostic';
import { parseFilter } from './parser';
import { BLOCK_ROWS, type Predicate, type RowBlock } from './predicate';

/** A filter that can be asked, or everything that is wrong with it. */
export type FilterOutcome =
  | { readonly accepted: true; readonly filter: CompiledFilter }
  | { readonly accepted: false; readonly diagnostics: readonly Diagnostic[] };

/** Makes a filter out of text. Never throws on account of the text; one without anything in it is refused. */
export function compileFilter(text: string, context: FieldContext): FilterOutcome {
  const parsed = parseFilter(text);
  if (parsed.diagnostics.length > 0) return { accepted: false, diagnostics: parsed.diagnostics };
  const { root, diagnostics } = checkFilter(parsed.root);
  if (!root) return { accepted: false, diagnostics };
  return { accepted: true, filter: new CompiledFilter(context, new Compiler(context).compile(root)) };
}

/**
 * A filter over one trace. The trace may grow meanwhile: rows are asked once they are there, and keep their answer. Asking
 * throws `RawBytesError` where the filter needs bytes that can no longer be read.
 */
export class CompiledFilter {
  private readonly marks = new Uint8Array(BLOCK_ROWS);

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
    const { events } = this.context.trace;
    this.predicate.prepare();
    const dropped = hidden === 'dropped' ? RowFlag.HIDDEN : 0;
    let row = from;
    while (row < to) {
      const index = row & (CHUNK_ROWS - 1);
      const count = Math.min(BLOCK_ROWS, CHUNK_ROWS - index, to - row);
      this.selectBlock({ chunk: events.chunk(row >> CHUNK_BITS), index, row: row as EventRow, count }, into, dropped);
      row += count;
    }
  }

  /** Adds the rows of a block that are kept; those with a flag of `dropped` are not. */
  private selectBlock(block: RowBlock, into: Selection, dropped: number): void {
    const { marks } = this;
    const { flags } = block.chunk;
    for (let at = 0; at < block.count; at++) marks[at] = flags[block.index + at] & dropped ? 0 : 1;
    this.predicate.narrow(block, marks);
    into.addMarked(block.row, marks, block.count);
  }
}
