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

/** Three rows of distances, used again for each pair of names; longer ones are never compared. */
const ROWS = [0, 1, 2].map(() => new Uint8Array(2 * LONGEST));

/**
 * How many letters have to be put in, left out, changed or swapped with their neighbour (optimal string alignment); more
 * than `limit` where it is more.
 */
function editDistance(a: string, b: string, limit: number): number {
  let [beforePrevious, previous, current] = ROWS;
  for (let column = 0; column <= b.length; column++) previous[column] = column;
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1);
    const letterBefore = a.charCodeAt(row - 2);
    current[0] = row;
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const other = b.charCodeAt(column - 1);
      let least = Math.min(previous[column], current[column - 1]) + 1;
      least = Math.min(least, previous[column - 1] + (letter === other ? 0 : 1));
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && letterBefore === other) {
        least = Math.min(least, beforePrevious[column - 2] + 1);
      }
      current[column] = least;
      if (least < smallest) smallest = least;
    }
    if (smallest > limit) return limit + 1;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[b.length];
}
