/** What a recorded text has that ours lacks (`- …`) and the other way round (`+ …`). */
export type Differences = readonly string[];

/** Lines are looked for so far ahead before both are taken for different. */
const LOOK_AHEAD = 400;

/**
 * Compares line by line; lines that only one side has do not shift the rest. With `isCut` the recorded text ends somewhere
 * in the middle, and nothing is asked of what comes after.
 */
export function compareLogs(recorded: string, own: string, isCut: boolean): Differences {
  const wanted = recorded.split('\n');
  const got = own.split('\n');
  if (isCut) wanted.pop();
  const differences: string[] = [];
  let at = 0;
  let ownAt = 0;
  while (at < wanted.length || (!isCut && ownAt < got.length)) {
    if (wanted[at] === got[ownAt]) {
      at++;
      ownAt++;
      continue;
    }
    const [missing, surplus] = shortestDetour(wanted, got, at, ownAt);
    differences.push(...wanted.slice(at, at + missing).map((line) => `- ${line}`));
    differences.push(...got.slice(ownAt, ownAt + surplus).map((line) => `+ ${line}`));
    at += missing;
    ownAt += surplus;
  }
  return differences;
}

/** How many lines to leave out on each side until they are the same again. */
function shortestDetour(
  wanted: string[],
  got: string[],
  at: number,
  ownAt: number,
): [missing: number, surplus: number] {
  for (let length = 1; length <= LOOK_AHEAD; length++) {
    for (let missing = 0; missing <= length; missing++) {
      const line = wanted[at + missing];
      if (line !== undefined && line === got[ownAt + length - missing]) return [missing, length - missing];
    }
  }
  return [Math.max(0, wanted.length - at), Math.max(0, got.length - ownAt)];
}

/**
 * Compares tables whose rows have no order. Where rows are ranked by what stands in the first column (`isRanked`), a table
 * may have any of those with its smallest value, and as many of them.
 */
export function compareTables(recorded: string, own: string, isRanked: boolean): Differences {
  const wanted = rowsOf(recorded);
  const got = rowsOf(own);
  const smallest = isRanked && wanted.length > HEADING ? firstColumn(wanted[wanted.length - 1]) : undefined;
  const differences = [
    ...without(wanted, got).map((row) => `- ${row}`),
    ...without(got, wanted).map((row) => `+ ${row}`),
  ].filter((row) => firstColumn(row.slice(2)) !== smallest);
  if (wanted.length === got.length) return differences;
  return [...differences, `${wanted.length} rows recorded, ${got.length} written`];
}

/** Lines above the rows of a table. */
const HEADING = 2;

function rowsOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}

function firstColumn(row: string): string {
  return row.slice(0, 20).trimEnd();
}
