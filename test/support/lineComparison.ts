/** A line that differs, or that only one side has. */
export interface LineDifference {
  readonly key: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export interface LineComparison {
  /** Lines that either side has, an event counting once. */
  readonly total: number;
  /** Those that differ, in the order of the expectation. */
  readonly differences: readonly LineDifference[];
}

/** How many differences are told. */
const TOLD = 10;

/**
 * Compares printed events by their number, which begins each line: a line too many or too few is one difference and does
 * not shift the rest.
 */
export function compareLines(expected: Iterable<string>, actual: Iterable<string>): LineComparison {
  const rest = new Map<string, string>();
  for (const line of actual) rest.set(keyOf(line), line);
  const differences: LineDifference[] = [];
  let total = 0;
  for (const line of expected) {
    const key = keyOf(line);
    const own = rest.get(key);
    rest.delete(key);
    total++;
    if (own !== line) differences.push({ key, expected: line, actual: own });
  }
  for (const [key, line] of rest) {
    total++;
    differences.push({ key, expected: undefined, actual: line });
  }
  return { total, differences };
}

/** The comparison for people: the share, and the first differing lines one above the other. */
export function describeComparison({ total, differences }: LineComparison): string {
  const different = differences.length;
  const share = total === 0 ? 100 : (100 * (total - different)) / total;
  const lines = differences
    .slice(0, TOLD)
    .flatMap(({ expected, actual }) => [
      `  - ${expected === undefined ? '(no such line expected)' : JSON.stringify(expected)}`,
      `  + ${actual === undefined ? '(no such line printed)' : JSON.stringify(actual)}`,
    ]);
  return [`${total - different} of ${total} lines equal, ${share.toFixed(3)} %, ${different} differ`, ...lines].join(
    '\n',
  );
}

function keyOf(line: string): string {
  return /^\d+/.exec(line)?.[0] ?? line;
}
