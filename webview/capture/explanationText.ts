import type { SessionResult } from '../../src/session/protocol';
import { formatCount } from './numberText';

export type Explanation = Extract<SessionResult<'explain'>, { readonly accepted: true }>;
export type ExplainedPart = Explanation['parts'][number];

/** What one part does, in words, with the events that come to it. */
export function partWords({ asked, kept, missing }: ExplainedPart): string {
  if (asked === 0) return 'nothing comes to it';
  const dropped = asked - kept;
  if (dropped === 0) return 'drops none';
  const without = missing > 0 ? `, ${formatCount(missing)} for want of a value` : '';
  return `drops ${formatCount(dropped)}${without}`;
}

/**
 * The part that leaves nothing of what comes to it: of conditions that are joined by `and` the first one to do so, as deep
 * as they are joined so; undefined where something is kept.
 */
export function culpritOf(parts: readonly ExplainedPart[]): ExplainedPart | undefined {
  const [whole] = parts;
  if (!whole || whole.kept > 0) return undefined;
  let culprit = whole;
  while (culprit.kind === 'and') {
    const next = partsIn(parts, culprit).find(({ asked, kept }) => asked > 0 && kept === 0);
    if (!next) break;
    culprit = next;
  }
  return culprit;
}

/** A filter without one of the conditions that its whole joins by `and`; undefined where it is none of them. */
export function filterWithout(
  filter: string,
  parts: readonly ExplainedPart[],
  dropped: ExplainedPart,
): string | undefined {
  const [whole] = parts;
  if (whole?.kind !== 'and') return undefined;
  const joined = partsIn(parts, whole);
  if (!joined.includes(dropped)) return undefined;
  const texts = joined
    .filter((part) => part !== dropped)
    .map(({ kind, start, end }) => (kind === 'or' ? `(${filter.slice(start, end)})` : filter.slice(start, end)));
  return texts.join(' and ');
}

/** The parts right below a part. */
function partsIn(parts: readonly ExplainedPart[], { start, end, depth }: ExplainedPart): readonly ExplainedPart[] {
  return parts.filter((part) => part.depth === depth + 1 && part.start >= start && part.end <= end);
}
