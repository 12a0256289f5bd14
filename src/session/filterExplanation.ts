import { parseFilter } from '../engine/filter/parser';
import type { ChainNode, SyntaxNode, TextRange } from '../engine/filter/syntaxTree';
import type { FilterCounts } from './filterCounts';
import type { CountOutcome, ExplainedPart, Explanation } from './protocol';
import type { Cancellation } from './requestQueue';

/** Most parts that are told apart: nobody reads more, and each is counted twice. */
const MOST_PARTS = 40;

interface Part extends Pick<ExplainedPart, 'start' | 'end' | 'depth' | 'joined'> {
  /** The part as a filter of its own. */
  readonly alone: string;
  /** The same with its siblings before it. */
  readonly together: string;
}

/**
 * Says what each part of a filter keeps: by itself, and together with the parts before it. Counts are those so far where
 * they would take too long; asked again, they go on.
 */
export async function explainFilter(
  filter: string,
  counts: FilterCounts,
  cancellation: Cancellation,
): Promise<Explanation> {
  const whole = await counts.count(filter, cancellation);
  if (!whole.accepted) return whole;
  const parts: ExplainedPart[] = [];
  let { complete } = whole;
  for (const { alone, together, ...place } of partsOf(filter)) {
    const own = await counts.count(alone, cancellation);
    const joint = alone === together ? own : await counts.count(together, cancellation);
    complete &&= isComplete(own) && isComplete(joint);
    parts.push({ ...place, kept: matchedBy(own), left: matchedBy(joint) });
  }
  return { accepted: true, matched: whole.matched, complete, parts };
}

function isComplete(outcome: CountOutcome): boolean {
  return outcome.accepted && outcome.complete;
}

/** A part of a valid filter is valid. */
function matchedBy(outcome: CountOutcome): number {
  return outcome.accepted ? outcome.matched : 0;
}

function partsOf(filter: string): readonly Part[] {
  const parts: Part[] = [];
  const text = ({ start, end }: TextRange): string => filter.slice(start, end);
  const add = (node: SyntaxNode, depth: number): void => {
    if (node.kind === 'and' || node.kind === 'or') addChain(node, depth);
    else if (depth === 0) parts.push({ ...place(node), depth, joined: null, alone: text(node), together: text(node) });
  };
  const addChain = (chain: ChainNode, depth: number): void => {
    const before: string[] = [];
    for (const operand of chain.operands) {
      if (parts.length >= MOST_PARTS) return;
      before.push(`(${text(operand)})`);
      const joined = before.length > 1 ? chain.kind : null;
      parts.push({
        ...place(operand),
        depth,
        joined,
        alone: text(operand),
        together: before.length > 1 ? before.join(` ${chain.kind} `) : text(operand),
      });
      if (operand.kind === 'and' || operand.kind === 'or') addChain(operand, depth + 1);
      else if (operand.kind === 'not') add(operand.operand, depth + 1);
    }
  };
  add(parseFilter(filter).root, 0);
  return parts;
}

function place({ start, end }: TextRange): TextRange {
  return { start, end };
}
