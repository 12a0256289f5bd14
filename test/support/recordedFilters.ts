import { compileFilter } from '../../src/engine/filter/filter';
import { Selection } from '../../src/engine/trace/selection';
import { type ExpectationRoot, loadExpected } from './expectations';
import type { OpenedTrace } from './openedTrace';

/** A filter with what a program made of it. */
export interface RecordedFilter {
  /** Three digits: the name of the file with the events' numbers. */
  readonly number: string;
  /** How many events it keeps; undefined where the program refused the filter. */
  readonly count: number | undefined;
  readonly filter: string;
}

/** What our own filter makes of it. */
export type FilterOutcome =
  | { readonly kind: 'unsupported'; readonly message: string }
  | {
      readonly kind: 'asked';
      /** How many events ours keeps. */
      readonly kept: number;
      /** The numbers of events that only the recording has, and that only ours has. */
      readonly missing: readonly number[];
      readonly extra: readonly number[];
    };

export function recordedFilters(root: ExpectationRoot, capture: string): RecordedFilter[] {
  return (loadExpected(root, capture, 'filters.tsv') ?? []).map((line) => {
    const [number, count, filter] = line.split('\t');
    return { number, count: count === 'refused' ? undefined : Number(count), filter };
  });
}

/** The numbers of the events that a filter keeps, or why it cannot be asked. */
export function keptEvents(opened: OpenedTrace, filter: string): number[] | string {
  const compiled = compileFilter(filter, opened);
  if (!compiled.accepted) return compiled.diagnostics[0]?.message ?? 'refused';
  const selection = new Selection();
  compiled.filter.select(0, opened.trace.events.length, selection);
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index) + 1);
}

/** Compares what a filter keeps with the recording. */
export function compareFilter(
  root: ExpectationRoot,
  capture: string,
  opened: OpenedTrace,
  { number, filter }: RecordedFilter,
): FilterOutcome {
  const own = keptEvents(opened, filter);
  if (typeof own === 'string') return { kind: 'unsupported', message: own };
  const recorded = loadExpected(root, capture, `filters/${number}.txt`)?.map(Number) ?? own;
  const expected = new Set(recorded);
  const kept = new Set(own);
  return {
    kind: 'asked',
    kept: own.length,
    missing: recorded.filter((event) => !kept.has(event)),
    extra: own.filter((event) => !expected.has(event)),
  };
}
