/** How a condition is put together with the filter that is there: in its place, or with it. */
export type FilterSense = 'for' | 'out' | 'and' | 'and-not' | 'or';

/**
 * A filter that asks for a condition: instead of what it asked, or besides. Dropping is `not …`, which keeps events that
 * lack the field, where `!=` would lose them unseen. Brackets stand only where the meaning would change without.
 */
export function composeFilter(current: string, condition: string, sense: FilterSense): string {
  const negated = sense === 'out' || sense === 'and-not';
  const plain = outerParts(condition)?.length === 1;
  const added = negated ? `not ${plain ? condition : `(${condition})`}` : condition;
  const kept = current.trim();
  if (kept === '' || sense === 'for' || sense === 'out') return added;
  if (sense === 'or') return `${isReadable(kept) ? kept : `(${kept})`} or ${added}`;
  return `${bracketAlternatives(kept)} and ${negated ? added : bracketAlternatives(added)}`;
}

/** Whether a filter asks for a condition already, beside whatever else it asks. */
export function hasCondition(filter: string, condition: string): boolean {
  return placeOf(filter, condition) >= 0;
}

/** A filter with a condition that it had not, or without one that it had. */
export function toggleCondition(filter: string, condition: string): string {
  const place = placeOf(filter, condition);
  if (place < 0) return composeFilter(filter, condition, 'and');
  const parts = [...(outerParts(filter) ?? [])];
  parts.splice(place, partsOf(condition).length);
  return parts.join(' and ');
}

function placeOf(filter: string, condition: string): number {
  const parts = outerParts(filter) ?? [];
  const wanted = partsOf(condition);
  return parts.findIndex((_, start) => wanted.every((part, index) => parts[start + index] === part));
}

/** A condition with alternatives becomes one part, as it does when it is added to a filter. */
function partsOf(condition: string): readonly string[] {
  return outerParts(condition) ?? [`(${condition})`];
}

function bracketAlternatives(filter: string): string {
  return outerParts(filter) === null ? `(${filter})` : filter;
}

/** Brackets and quotes match, so that something may follow. */
function isReadable(filter: string): boolean {
  return outerParts(filter) !== null || outerParts(`(${filter})`) !== null;
}

// A quote right after a backslash never closes a text.
const PIECE = /"[\s\S]*?(?<!\\)"|'[\s\S]*?(?<!\\)'|[()]|\s+|[^\s()"']+|["']/g;

/**
 * The parts of a filter between the `and`s that stand outside brackets and quotes; null where they do not stand for
 * themselves: there is an `or`, or brackets or quotes do not match.
 */
function outerParts(filter: string): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const [piece] of filter.trim().matchAll(PIECE)) {
    if (piece === '"' || piece === "'") return null;
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (depth < 0) return null;
    const word = depth === 0 ? piece.toLowerCase() : '';
    if (word === 'or') return null;
    if (word === 'and') {
      parts.push(part.trim());
      part = '';
    } else {
      part += /^\s+$/.test(piece) && depth === 0 ? ' ' : piece;
    }
  }
  return depth === 0 ? [...parts, part.trim()] : null;
}
