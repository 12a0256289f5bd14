import type { FieldValues } from '../../engine/language/environment';
import type { CaptureNotice, CaptureProgress, CountOutcome, Explanation, ReadingState } from '../protocol';

/** Counts of several captures, or the refusal of one of them: they refuse the same filters. */
export function summedCounts(outcomes: readonly CountOutcome[]): CountOutcome {
  let matched = 0;
  let scanned = 0;
  let complete = true;
  for (const outcome of outcomes) {
    if (!outcome.accepted) return outcome;
    matched += outcome.matched;
    scanned += outcome.scanned;
    complete &&= outcome.complete;
  }
  return { accepted: true, matched, scanned, complete };
}

/** What the parts of a filter do in several captures together. */
export function summedExplanations(explanations: readonly Explanation[]): Explanation {
  const [first, ...others] = explanations;
  if (!first.accepted) return first;
  const parts = first.parts.map((part) => ({ ...part }));
  let { complete } = first;
  for (const other of others) {
    if (!other.accepted) return other;
    complete &&= other.complete;
    for (const [index, { asked, kept, alone, missing }] of other.parts.entries()) {
      const part = parts[index];
      part.asked += asked;
      part.kept += kept;
      part.alone += alone;
      part.missing += missing;
    }
  }
  return { accepted: true, complete, parts };
}

/** Values of several captures as if they were one, the most frequent first. */
export function summedValues(answers: readonly FieldValues[], limit: number): FieldValues {
  const counts = new Map<string, number>();
  for (const { values } of answers) {
    for (const { text, count } of values) counts.set(text, (counts.get(text) ?? 0) + count);
  }
  const values = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
  const complete = values.length <= limit && answers.every((answer) => answer.complete);
  return { values: values.slice(0, limit), complete };
}

/** How far several captures are read. What there is to know about one is said with its host. */
export function summedProgress(hosts: readonly string[], readings: readonly CaptureProgress[]): CaptureProgress {
  const sum = (countOf: (reading: CaptureProgress) => number): number =>
    readings.reduce((total, reading) => total + countOf(reading), 0);
  return {
    state: stateOf(readings.map(({ state }) => state)),
    bytesRead: sum(({ bytesRead }) => bytesRead),
    bytesTotal: sum(({ bytesTotal }) => bytesTotal),
    events: sum(({ events }) => events),
    notices: readings.flatMap(({ notices }, place) => notices.map((notice) => ofHost(notice, hosts[place]))),
    growing: readings.some(({ growing }) => growing),
    eventsBefore: readings.flatMap(({ eventsBefore }) => eventsBefore),
    hosts: readings.map(({ events }, place) => ({ name: hosts[place], events })),
  };
}

function stateOf(states: readonly ReadingState[]): ReadingState {
  if (states.includes('reading')) return 'reading';
  if (states.every((state) => state === 'failed')) return 'failed';
  return states.includes('stopped') ? 'stopped' : 'complete';
}

/** Lines stand in order of time already: nothing is offered about that. */
function ofHost({ offers: _offered, message, ...notice }: CaptureNotice, host: string): CaptureNotice {
  return { ...notice, message: `${host}: ${message}` };
}
