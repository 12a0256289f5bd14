/** A line that differs, or that only one side has. */
export interface LineDifference {
  readonly key: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export interface LineComparison {
  /** Lines that either side has, an event counting once. */
  readonly total: number;
  readonly equal: number;
  /** How many differ. */
  readonly different: number;
  /** The first of those, in the order of the expectation. */
  readonly first: readonly LineDifference[];
}

/**
 * Compares printed events by their number, which begins each line: a line too many or too few is one difference and does
 * not shift the rest. `limit` is the number of differences that are kept.
 */
export function compareLines(expected: Iterable<string>, actual: Iterable<string>, limit = 10): LineComparison {
  const rest = new Map<string, string>();
  for (const line of actual) rest.set(keyOf(line), line);
  const first: LineDifference[] = [];
  let total = 0;
  let equal = 0;
  const differ = (key: string, wanted: string | undefined, got: string | undefined): void => {
    if (first.length < limit) first.push({ key, expected: wanted, actual: got });
  };
  for (const line of expected) {
    const key = keyOf(line);
    const own = rest.get(key);
    rest.delete(key);
    total++;
    if (own === line) equal++;
    else differ(key, line, own);
  }
  for (const [key, line] of rest) {
    total++;
    differ(key, undefined, line);
  }
  return { total, equal, different: total - equal, first };
}

/** The comparison for people: the share, and the first differing lines one above the other. */
export function describeComparison({ total, equal, different, first }: LineComparison): string {
  const share = total === 0 ? 100 : (100 * equal) / total;
  const lines = first.flatMap(({ expected, actual }) => [
    `  - ${expected === undefined ? '(no such line expected)' : JSON.stringify(expected)}`,
    `  + ${actual === undefined ? '(no such line printed)' : JSON.stringify(actual)}`,
  ]);
  return [`${equal} of ${total} lines equal, ${share.toFixed(3)} %, ${different} differ`, ...lines].join('\n');
}

function keyOf(line: string): string {
  return /^\d+/.exec(line)?.[0] ?? line;
}
