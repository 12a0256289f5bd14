import type { CaptureFigures } from './captureFigures';
import { type Again, type Finding, Findings } from './finding';
import type { FilterMeasurement } from './measurements';
import { median } from './statistics';
import { megabytes, milliseconds } from './units';

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
  const { events } = session;
  const found = new Findings(input.name, events);
  const filter = ({ kind, text, times, matched }: FilterMeasurement) => {
    const what = `filter, ${kind}: \`${text}\` (keeps ${matched ?? 'nothing: refused'})`;
    const theirs = figures.filters.get(text) ?? [];
    const again: Again = { of: 'open', files: [input.plain], filter: { kind, text } };
    if (kind === 'buffers')
      return found.compared(what, times, theirs, { most: 1 / 3, budget: '≤ 1/3, aim 1/5' }, again);
    const measured = found.compared(what, times, theirs, { most: 1 / 100, budget: '≤ 1/100' }, again);
    return events < LEAST_FILTERED
      ? { ...measured, budget: '≤ 1/100 of 10 million events', kept: undefined }
      : measured;
  };
  const first = (what: string, { firstRows, firstRowsShare }: typeof session) =>
    found.line(
      what,
      `${milliseconds(firstRows)}, ${(firstRowsShare * 100).toFixed(1)}% read`,
      'before 5% of the pass',
      firstRowsShare < LARGEST_FIRST_SHARE,
    );
  const [{ columns, rowBytes }] = plain.ours;
  const dictionaries = median(plain.ours.map((each) => each.held)) - columns;
  const allowed = events * COLUMN_BYTES + dictionaries + BASE_MEMORY;
  return [
    found.pass('pass, plain', plain, input.plain),
    found.pass('pass, gzip', gzip, input.gzip, { most: 1, budget: '≤ 1' }),
    first('first rows, plain', session),
    first('first rows, gzip', gzipSession),
    found.line('opened in the worker, plain', milliseconds(session.opened)),
    found.line('opened in the worker, gzip', milliseconds(gzipSession.opened)),
    found.line('indexed and at rest, plain', milliseconds(session.settled)),
    found.line('indexed and at rest, gzip', milliseconds(gzipSession.settled)),
    found.pages('60 rows anywhere, plain', session.pages, [input.plain]),
    found.pages('60 rows anywhere, gzip', gzipSession.pages, [input.gzip], 20),
    found.line('columns', megabytes(columns), `≤ ${COLUMN_BYTES} bytes an event`, rowBytes <= COLUMN_BYTES, {
      perEvent: `${rowBytes} bytes`,
    }),
    found.line('dictionaries and versions', megabytes(dictionaries), '', undefined, {
      perEvent: `${(dictionaries / events).toFixed(1)} bytes`,
    }),
    memory('memory (RSS) when read, plain', session.resident),
    memory('memory (RSS) when read, gzip', gzipSession.resident),
    found.line('memory (RSS) at its highest, filters included', megabytes(session.residentPeak), '', undefined, {
      perEvent: `${(session.residentPeak / events).toFixed(1)} bytes`,
    }),
    ...(ingest
      ? [
          found.line(
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
    return found.line(
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
  return new Findings('', 0).line(
    'the packed extension',
    `${(bytes / 1024 ** 2).toFixed(2)} MiB`,
    '≤ 1.5 MiB',
    bytes <= LARGEST_VSIX,
  );
}
