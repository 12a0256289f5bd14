/** How far a printed text is that of a recording. */
export interface TextComparison {
  /** The texts are the same, byte for byte. */
  readonly identical: boolean;
  /** Events that either text has; what stands before the first counts as one. */
  readonly total: number;
  readonly differences: readonly TextDifference[];
}

/** What differs of an event; a text that is not there is undefined. */
export interface TextDifference {
  /** The event's number; 0 for what stands before the first, and for the rows of tables. */
  readonly number: number;
  readonly recorded: string | undefined;
  readonly own: string | undefined;
}

/** How many differences are told. */
const TOLD = 5;

/** How a line begins that is an event's first: with its number, as JSON has it, or in brackets. */
const EVENT = /^(?:(\d+) |\{.*"evt\.num":(\d+),|\[(\d+) )/;

/**
 * Compares printed events by their number: one too many or too few does not shift the rest. An event may span lines. Where a
 * recording was cut (`isCut`), nothing is asked of the last event of the text that ends first, and of those after it.
 */
export function compareTexts(recorded: string, own: string, isCut: boolean): TextComparison {
  const wanted = byEvent(recorded);
  const got = byEvent(own);
  const end = isCut ? Math.min(lastOf(wanted), lastOf(got)) : Number.POSITIVE_INFINITY;
  const numbers = [...new Set([...wanted.keys(), ...got.keys()])].filter((number) => number < end);
  const differences = numbers
    .filter((number) => wanted.get(number) !== got.get(number))
    .map((number) => ({ number, recorded: wanted.get(number), own: got.get(number) }));
  return { identical: recorded === own, total: numbers.length, differences };
}

/**
 * The same for tables whose rows with the same number at their end have no order: every row counts by itself. A table that
 * is cut has any of those with its smallest number.
 */
export function compareRows(recorded: string, own: string): TextComparison {
  const rows = recorded.trimEnd().split('\n');
  const smallest = numberAtEnd(rows[rows.length - 1]);
  const left = new Set(own.trimEnd().split('\n'));
  const missing = rows.filter((row) => !left.has(row) && numberAtEnd(row) !== smallest);
  const numbers = (text: string): string => text.split('\n').map(numberAtEnd).join(' ');
  return {
    identical: missing.length === 0 && numbers(recorded) === numbers(own),
    total: rows.length,
    differences: missing.map((row) => ({ number: 0, recorded: row, own: undefined })),
  };
}

/** The comparison for people. */
export function describeTexts(total: number, differences: readonly TextDifference[]): string {
  const lines = differences
    .slice(0, TOLD)
    .flatMap(({ recorded, own }) => [
      `  - ${recorded === undefined ? '(no such event expected)' : JSON.stringify(recorded).slice(0, 500)}`,
      `  + ${own === undefined ? '(no such event printed)' : JSON.stringify(own).slice(0, 500)}`,
    ]);
  return [`${differences.length} of ${total} differ`, ...lines].join('\n');
}

function lastOf(events: ReadonlyMap<number, string>): number {
  return [...events.keys()].at(-1) ?? 0;
}

function byEvent(text: string): Map<number, string> {
  const events = new Map<number, string>();
  let number = 0;
  for (const line of text.split('\n')) {
    const found = EVENT.exec(line);
    number = Number(found?.[1] ?? found?.[2] ?? found?.[3] ?? number);
    const before = events.get(number);
    events.set(number, before === undefined ? line : `${before}\n${line}`);
  }
  return events;
}

function numberAtEnd(row: string): string {
  return /\d+$/.exec(row)?.[0] ?? row;
}
