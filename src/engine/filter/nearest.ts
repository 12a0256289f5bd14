/** How many suggestions people read. */
const MOST = 3;
/** Names longer than this are no slip of the finger. */
const LONGEST = 40;

/** The names that a misspelt one probably means: the likeliest first, at most three, perhaps none. */
export function nearest(written: string, names: readonly string[]): string[] {
  if (written.length === 0 || written.length > LONGEST) return [];
  const lower = written.toLowerCase();
  const limit = Math.max(1, Math.floor(written.length / 3));
  const near: { name: string; distance: number }[] = [];
  for (const name of names) {
    if (Math.abs(name.length - written.length) > limit) continue;
    const distance = editDistance(lower, name.toLowerCase(), limit);
    if (distance <= limit) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, MOST).map(({ name }) => name);
}

/**
 * How many letters have to be put in, left out, changed or swapped with their neighbour (optimal string alignment); more
 * than `limit` where it is more.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, beforePrevious[column - 2] + 1);
      }
      current.push(least);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}
