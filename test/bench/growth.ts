import type { CaptureFigures } from './captureFigures';
import type { FilterKind } from './filters';
import { table } from './report';
import { median, percentile } from './statistics';
import { milliseconds } from './units';

/** What of a capture shows how cost grows with its size. */
const MEASURES: readonly { readonly name: string; readonly of: (figures: CaptureFigures) => string }[] = [
  { name: 'pass, plain, an event', of: (each) => perEvent(each, median(each.plain.ours.map(({ time }) => time))) },
  { name: 'pass, gzip, an event', of: (each) => perEvent(each, median(each.gzip.ours.map(({ time }) => time))) },
  { name: 'first rows, plain', of: ({ session }) => milliseconds(session.firstRows) },
  { name: 'first rows, gzip', of: ({ gzipSession }) => milliseconds(gzipSession.firstRows) },
  { name: '60 rows anywhere, plain, p99', of: ({ session }) => milliseconds(percentile(session.pages, 0.99)) },
  { name: '60 rows anywhere, gzip, p99', of: ({ gzipSession }) => milliseconds(percentile(gzipSession.pages, 0.99)) },
  {
    name: 'filters on fields, median of all, an event',
    of: (each) => perEvent(each, median(filterTimes(each, 'fields'))),
  },
  {
    name: 'filters on fields, slowest, an event',
    of: (each) => perEvent(each, Math.max(...filterTimes(each, 'fields'))),
  },
  {
    name: 'filters on buffers, median of all, an event',
    of: (each) => perEvent(each, median(filterTimes(each, 'buffers'))),
  },
  {
    name: 'memory (RSS) when read, an event',
    of: ({ session }) => `${(session.resident / session.events).toFixed(1)} bytes`,
  },
];

/** The same measures of each capture side by side, in the order of their sizes. */
export function growthTable(figures: readonly CaptureFigures[]): string {
  const bySize = [...figures].sort((a, b) => a.session.events - b.session.events);
  return table(
    ['', ...bySize.map(({ input, session }) => `${input.name} (${session.events})`)],
    MEASURES.map(({ name, of }) => [name, ...bySize.map(of)]),
  );
}

function perEvent({ session }: CaptureFigures, time: number): string {
  return Number.isFinite(time) ? `${((time * 1e6) / session.events).toFixed(2)} ns` : '–';
}

/** Medians of the filters of a kind, in ms. */
function filterTimes({ session }: CaptureFigures, kind: FilterKind): number[] {
  return session.filters
    .filter((each) => each.kind === kind && each.times.length > 0)
    .map(({ times }) => median(times));
}
