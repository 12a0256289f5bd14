/** How far a printed text is that of a recording. */
export interface TextComparison {
  /** The texts are the same, byte for byte. */
  readonly identical: boolean;
  /** Events that either text has; what stands before the first counts as one. */
  readonly total: number;
  readonly different: number;
  /** The first of those, as `[recorded, ours]`. */
  readonly first: readonly (readonly [string | undefined, string | undefined])[];
}

const KEPT = 5;

/** How a line begins that is an event's first: with its number, as JSON has it, or in brackets. */
const EVENT = /^(?:(\d+) |\{.*"evt\.num":(\d+),|\[(\d+) )/;

/** Compares printed events by their number: one too many or too few does not shift the rest. An event may span lines. */
export function compareTexts(recorded: string, own: string): TextComparison {
  const rest = byEvent(own);
  const first: [string | undefined, string | undefined][] = [];
  let total = 0;
  let different = 0;
  const count = (expected: string | undefined, actual: string | undefined): void => {
    total++;
    if (expected === actual) return;
    different++;
    if (first.length < KEPT) first.push([expected, actual]);
  };
  for (const [number, text] of byEvent(recorded)) {
    count(text, rest.get(number));
    rest.delete(number);
  }
  for (const text of rest.values()) count(undefined, text);
  return { identical: recorded === own, total, different, first };
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
    different: missing.length,
    first: missing.slice(0, KEPT).map((row) => [row, undefined]),
  };
}

/** The comparison for people. */
export function describeTexts({ total, different, first }: TextComparison): string {
  const lines = first.flatMap(([recorded, own]) => [
    `  - ${recorded === undefined ? '(no such event expected)' : JSON.stringify(recorded).slice(0, 500)}`,
    `  + ${own === undefined ? '(no such event printed)' : JSON.stringify(own).slice(0, 500)}`,
  ]);
  return [`${different} of ${total} differ`, ...lines].join('\n');
}

function byEvent(text: string): Map<string, string> {
  const events = new Map<string, string>();
  let number = '';
  for (const line of text.split('\n')) {
    const found = EVENT.exec(line);
    number = found?.[1] ?? found?.[2] ?? found?.[3] ?? number;
    const before = events.get(number);
    events.set(number, before === undefined ? line : `${before}\n${line}`);
  }
  return events;
}

function numberAtEnd(row: string): string {
  return /\d+$/.exec(row)?.[0] ?? row;
}
