import type { EventRow } from '../base/brands';
import type { FieldContext } from '../fields/fieldReader';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import { BLOCK_BITS, BLOCK_ROWS, bitCount, dropHidden, makeRowBits, type RowBits, setRange } from '../trace/rowBits';
import type { BoundCheck, BoundNode } from './boundTree';
import { bindFilter } from './checker';
import { Compiler } from './compiler';
import type { CheckContext } from './definitions';
import type { Diagnostic } from './diagnostic';
import { EXISTS_OPERATOR } from './operators';
import { parseFilter } from './parser';
import type { Predicate, RowBlock } from './predicate';
import type { SyntaxNode, TextRange } from './syntaxTree';

/** What one part of a filter does with the events. Parts are read from the left, and only as far as they matter. */
export interface ExplainedPart extends TextRange {
  readonly kind: Exclude<SyntaxNode['kind'], 'error'>;
  /** How deep it is in the tree; the whole filter is 0. Parts of a part follow it. */
  readonly depth: number;
  /** Events that the parts before it left open: kept so far under `and`, dropped so far under `or`. */
  asked: number;
  /** How many of those it holds for. */
  kept: number;
  /** For how many of all events it holds. */
  alone: number;
  /** How many of those asked have no value to compare, so that it cannot hold; 0 for all but checks. */
  missing: number;
}

/** An explanation that can be worked out, or everything that is wrong with the filter. */
export type ExplanationOutcome =
  | { readonly accepted: true; readonly explanation: FilterExplanation }
  | { readonly accepted: false; readonly diagnostics: readonly Diagnostic[] };

/** Makes ready to explain a filter over a trace. Never throws on account of the text. */
export function explainFilter(text: string, context: FieldContext, checks: CheckContext = {}): ExplanationOutcome {
  const parsed = parseFilter(text);
  if (parsed.diagnostics.length > 0) return { accepted: false, diagnostics: parsed.diagnostics };
  const { root, diagnostics } = bindFilter(parsed.root, checks);
  if (!root) return { accepted: false, diagnostics: diagnostics.filter(({ severity }) => severity === 'error') };
  return { accepted: true, explanation: new FilterExplanation(parsed.root, context, checks) };
}

/**
 * Counts what the parts of a filter do. Whoever asks decides how many rows at a time, and stops when it is enough: counts
 * are those of the rows asked so far, each of which is to be asked once. Asking throws `RawBytesError` where the filter
 * needs bytes that can no longer be read.
 */
export class FilterExplanation {
  private readonly root: PartCounter;
  private readonly open = makeRowBits();

  constructor(root: SyntaxNode, context: FieldContext, checks: CheckContext) {
    this.context = context;
    this.root = new PartCounter(root, 0, new Compiler(context), checks);
  }

  private readonly context: FieldContext;

  /** Every part, in the order of the text; the whole filter first. */
  get parts(): readonly ExplainedPart[] {
    return this.root.all();
  }

  /** Asks the rows `[from, to)`; hidden events do not count. */
  ask(from: number, to: number): void {
    const { open } = this;
    const { events } = this.context.trace;
    this.root.prepare();
    for (let row = from; row < to; ) {
      const first = ((row >> BLOCK_BITS) << BLOCK_BITS) as EventRow;
      const end = Math.min(first + BLOCK_ROWS, to);
      const block = { chunk: events.chunk(row >> CHUNK_BITS), index: first & (CHUNK_ROWS - 1), row: first };
      setRange(open, row - first, end - first);
      dropHidden(open, block.chunk, block.index);
      this.root.answer(block, open);
      this.root.count(open);
      row = end;
    }
  }
}

/** Counts for one node of the tree and, through its operands, for those below. As deep as the tree. */
class PartCounter {
  readonly part: ExplainedPart;
  private readonly operands: readonly PartCounter[];
  /** For checks and macros: what answers them, and what says whether there is a value. */
  private readonly predicate: Predicate | undefined;
  private readonly presence: Predicate | undefined;
  /** Of the rows of the block: those for which the node holds, and those that have a value. */
  private readonly holds = makeRowBits();
  private readonly present = makeRowBits();
  private readonly left = makeRowBits();

  constructor(
    private readonly node: SyntaxNode,
    depth: number,
    compiler: Compiler,
    checks: CheckContext,
  ) {
    const { start, end } = node;
    const kind = node.kind === 'error' ? 'check' : node.kind;
    this.part = { kind, start, end, depth, asked: 0, kept: 0, alone: 0, missing: 0 };
    const below = node.kind === 'not' ? [node.operand] : node.kind === 'and' || node.kind === 'or' ? node.operands : [];
    this.operands = below.map((operand) => new PartCounter(operand, depth + 1, compiler, checks));
    const bound = below.length === 0 ? bindFilter(node, checks).root : undefined;
    const check = node.kind === 'check' && bound ? firstCheck(bound) : undefined;
    this.predicate = bound && compiler.compile(bound);
    this.presence = check && compiler.compile(existence(check));
  }

  all(): ExplainedPart[] {
    return [this.part, ...this.operands.flatMap((operand) => operand.all())];
  }

  prepare(): void {
    this.predicate?.prepare();
    this.presence?.prepare();
    for (const operand of this.operands) operand.prepare();
  }

  /** Works out for which of the rows of a block the node holds. */
  answer(block: RowBlock, rows: RowBits): void {
    const { holds, present, operands, node } = this;
    for (const operand of operands) operand.answer(block, rows);
    if (operands.length === 0) {
      holds.set(rows);
      this.predicate?.narrow(block, holds);
      present.set(rows);
      this.presence?.narrow(block, present);
    } else if (node.kind === 'and') {
      holds.set(rows);
      for (const operand of operands) forEachWord(holds, operand.holds, (word, other) => word & other);
    } else if (node.kind === 'or') {
      holds.fill(0);
      for (const operand of operands) forEachWord(holds, operand.holds, (word, other) => word | other);
    } else {
      const isDenied = node.kind === 'not' && node.times % 2 === 1;
      holds.set(rows);
      forEachWord(holds, operands[0].holds, (word, other) => word & (isDenied ? ~other : other));
    }
    this.part.alone += sizeOf(holds);
  }

  /** Counts what the node does with the rows that are left to it. */
  count(rows: RowBits): void {
    const { part, holds, present, left, operands, node } = this;
    const asked = sizeOf(rows);
    part.asked += asked;
    part.kept += sizeOfBoth(rows, holds);
    if (this.presence) part.missing += asked - sizeOfBoth(rows, present);
    left.set(rows);
    for (const operand of operands) {
      operand.count(left);
      if (node.kind === 'and') forEachWord(left, operand.holds, (word, other) => word & other);
      else if (node.kind === 'or') forEachWord(left, operand.holds, (word, other) => word & ~other);
    }
  }
}

function existence(check: BoundCheck): BoundCheck {
  return { ...check, operator: EXISTS_OPERATOR, operand: { form: 'number', numbers: [] } };
}

/** The check that a modifier said several times, or the only one. */
function firstCheck(node: BoundNode): BoundCheck | undefined {
  if (node.kind === 'check') return node;
  return node.kind === 'not' ? firstCheck(node.operand) : node.operands.map(firstCheck).find(Boolean);
}

function forEachWord(bits: RowBits, others: RowBits, combine: (word: number, other: number) => number): void {
  for (let at = 0; at < bits.length; at++) bits[at] = combine(bits[at], others[at]);
}

function sizeOf(bits: RowBits): number {
  let size = 0;
  for (let at = 0; at < bits.length; at++) size += bitCount(bits[at]);
  return size;
}

function sizeOfBoth(bits: RowBits, others: RowBits): number {
  let size = 0;
  for (let at = 0; at < bits.length; at++) size += bitCount(bits[at] & others[at]);
  return size;
}
