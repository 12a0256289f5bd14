import type { CaptureFigures, Compared } from './captureFigures';
import type { BenchFilter } from './filters';
import type { FilterMeasurement, PassMeasurement } from './measurements';
import { median, percentile } from './statistics';
import type { SysdigRun } from './sysdig';
import { megabytes, milliseconds } from './units';

/** One line of the table. */
export interface Finding {
  readonly capture: string;
  readonly what: string;
  readonly ours: string;
  /** What sysdig took, or why that is not known. */
  readonly theirs: string;
  /** Our share of what sysdig took. */
  readonly ratio: number | undefined;
  /** Ours for each event of the capture. */
  readonly perEvent: string;
  readonly budget: string;
  /** Undefined where there is no budget, or nothing to compare with. */
  readonly kept: boolean | undefined;
  /** What to profile, where the budget is one of time. */
  readonly again: Again | undefined;
}

/** The pass over a file, or the pages or a filter of one that is open. */
export type Again =
  | { readonly of: 'pass'; readonly file: string }
  | { readonly of: 'open'; readonly file: string; readonly filter?: BenchFilter };

/** Filters on fields have their budget at this size: below it the way to the worker and back is most of the time. */
const LEAST_FILTERED = 10e6;
/** Design §4: bytes of columns an event, and what a process needs besides. */
const COLUMN_BYTES = 40;
const BASE_MEMORY = 150e6;
const LARGEST_FIRST_SHARE = 0.05;
const LEAST_INGEST = 500_000;
const LARGEST_VSIX = 1.5 * 1024 ** 2;

/** Every budget of design §4 that a capture can be held against. */
export function findings(figures: CaptureFigures): readonly Finding[] {
  const { input, plain, gzip, session, gzipSession, ingest } = figures;
  const line = lineFor(input.name);
  const { events } = session;
  const compared = (
    what: string,
    ours: readonly number[],
    theirs: readonly SysdigRun[],
    most: number,
    budget: string,
    again: Again,
  ) => {
    const time = median(ours);
    const theirTime = median(theirs.filter((run) => typeof run === 'number'));
    const ratio = time / theirTime;
    return line(what, milliseconds(time), budget, Number.isNaN(ratio) ? undefined : ratio <= most, {
      again,
      theirs: Number.isNaN(theirTime)
        ? (theirs.find((run) => typeof run === 'string') ?? 'absent')
        : milliseconds(theirTime),
      ratio: Number.isNaN(ratio) ? undefined : ratio,
      perEvent: `${((time * 1e6) / events).toFixed(2)} ns`,
    });
  };
  const pass = (
    what: string,
    { ours, theirs }: Compared<PassMeasurement>,
    most: number,
    budget: string,
    file: string,
  ) =>
    compared(
      what,
      ours.map(({ time }) => time),
      theirs,
      most,
      budget,
      { of: 'pass', file },
    );
  const filter = ({ kind, text, times, matched }: FilterMeasurement) => {
    const what = `filter, ${kind}: \`${text}\` (keeps ${matched ?? 'nothing: refused'})`;
    const theirs = figures.filters.get(text) ?? [];
    const again: Again = { of: 'open', file: input.plain, filter: { kind, text } };
    if (kind === 'buffers') return compared(what, times, theirs, 1 / 3, '≤ 1/3, aim 1/5', again);
    const measured = compared(what, times, theirs, 1 / 100, '≤ 1/100', again);
    return events < LEAST_FILTERED
      ? { ...measured, budget: '≤ 1/100 of 10 million events', kept: undefined }
      : measured;
  };
  const first = (what: string, { firstRows, firstRowsShare }: typeof session) =>
    line(
      what,
      `${milliseconds(firstRows)}, ${(firstRowsShare * 100).toFixed(1)}% read`,
      'before 5% of the pass',
      firstRowsShare < LARGEST_FIRST_SHARE,
    );
  const pages = (what: string, times: readonly number[], most: number, file: string) => {
    const worst = percentile(times, 0.99);
    const ours = `p50 ${milliseconds(median(times))}, p99 ${milliseconds(worst)}`;
    return line(what, ours, `p99 ≤ ${most} ms`, worst <= most, { again: { of: 'open', file } });
  };
  const [{ columns, rowBytes }] = plain.ours;
  const dictionaries = median(plain.ours.map((each) => each.held)) - columns;
  const allowed = events * COLUMN_BYTES + dictionaries + BASE_MEMORY;
  return [
    pass('pass, plain', plain, 1 / 2, '≤ 1/2, aim 1/3', input.plain),
    pass('pass, gzip', gzip, 1, '≤ 1', input.gzip),
    first('first rows, plain', session),
    first('first rows, gzip', gzipSession),
    line('opened in the worker, plain', milliseconds(session.opened), '', undefined),
    line('opened in the worker, gzip', milliseconds(gzipSession.opened), '', undefined),
    line('indexed and at rest, plain', milliseconds(session.settled), '', undefined),
    line('indexed and at rest, gzip', milliseconds(gzipSession.settled), '', undefined),
    pages('60 rows anywhere, plain', session.pages, 8, input.plain),
    pages('60 rows anywhere, gzip', gzipSession.pages, 20, input.gzip),
    line('columns', megabytes(columns), `≤ ${COLUMN_BYTES} bytes an event`, rowBytes <= COLUMN_BYTES, {
      perEvent: `${rowBytes} bytes`,
    }),
    line('dictionaries and versions', megabytes(dictionaries), '', undefined, {
      perEvent: `${(dictionaries / events).toFixed(1)} bytes`,
    }),
    memory('memory (RSS) when read, plain', session.resident),
    memory('memory (RSS) when read, gzip', gzipSession.resident),
    line('memory (RSS) at its highest, filters included', megabytes(session.residentPeak), '', undefined, {
      perEvent: `${(session.residentPeak / events).toFixed(1)} bytes`,
    }),
    ...(ingest
      ? [
          line(
            'live ingest, one thread',
            `${(ingest.eventsPerSecond / 1e6).toFixed(2)} million events/s`,
            '≥ 0.5 million events/s',
            ingest.eventsPerSecond >= LEAST_INGEST,
          ),
        ]
      : []),
    ...session.filters.map(filter),
  ];

  function memory(what: string, resident: number): Finding {
    return line(
      what,
      megabytes(resident),
      `≤ ${megabytes(allowed)}: 40 bytes an event, dictionaries, 150 MB`,
      resident <= allowed,
      {
        perEvent: `${(resident / events).toFixed(1)} bytes`,
      },
    );
  }
}

/** The budget of the packed extension, which no capture matters to. */
export function vsixFinding(bytes: number): Finding {
  return lineFor('')(
    'the packed extension',
    `${(bytes / 1024 ** 2).toFixed(2)} MiB`,
    '≤ 1.5 MiB',
    bytes <= LARGEST_VSIX,
  );
}

function lineFor(capture: string) {
  return (
    what: string,
    ours: string,
    budget: string,
    kept: boolean | undefined,
    more: Partial<Pick<Finding, 'theirs' | 'ratio' | 'perEvent' | 'again'>> = {},
  ): Finding => ({
    capture,
    what,
    ours,
    budget,
    kept,
    theirs: '',
    ratio: undefined,
    perEvent: '',
    again: undefined,
    ...more,
  });
}
