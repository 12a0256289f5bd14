import { formatCount } from './numberText';

export interface MatchFigures {
  /** A filter is applied. */
  readonly filtered: boolean;
  /** Events the selection keeps so far. */
  readonly matched: number;
  /** Events that are shown without a filter, so far. */
  readonly total: number;
  /** Nothing more will come: the file is read and every event was asked. */
  readonly settled: boolean;
}

/** The number of matches as the toolbar says it: `211 of 143,904`, `143,904 events`, `211 of 98,000 so far`. */
export function matchText(figures: MatchFigures): string {
  // News of the two counts come one after the other: the whole is never shown smaller than its part.
  const total = Math.max(figures.total, figures.matched);
  const text = figures.filtered
    ? `${formatCount(figures.matched)} of ${formatCount(total)}`
    : `${formatCount(figures.matched)} ${figures.matched === 1 ? 'event' : 'events'}`;
  return figures.settled ? text : `${text} so far`;
}
