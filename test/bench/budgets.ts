import type { CaptureFigures } from './captureFigures';
import { type Again, type Finding, Findings } from './finding';
import type { FilterMeasurement } from './measurements';
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
  const { columns, index, rowBytes, dictionaries, kept } = figures.memory;
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
    found.line(
      'columns and the index over them',
      megabytes(columns + index),
      `≤ ${COLUMN_BYTES} bytes an event`,
      rowBytes <= COLUMN_BYTES,
      { perEvent: `${rowBytes.toFixed(1)} bytes` },
    ),
    found.line('dictionaries and versions', megabytes(dictionaries), '', undefined, bytesEach(dictionaries)),
    found.line('kept of events for filters', megabytes(kept), '', undefined, bytesEach(kept)),
    memory('memory (RSS) when read, plain', session.resident, dictionaries),
    memory('memory (RSS) when read, gzip', gzipSession.resident, dictionaries),
    memory('memory (RSS) at rest, plain', session.residentAtRest, dictionaries + kept),
    memory('memory (RSS) at rest, gzip', gzipSession.residentAtRest, dictionaries + kept),
    found.line(
      'memory (RSS) at its highest, filters included',
      megabytes(session.residentPeak),
      '',
      undefined,
      bytesEach(session.residentPeak),
    ),
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

  function bytesEach(bytes: number): { readonly perEvent: string } {
    return { perEvent: `${(bytes / events).toFixed(1)} bytes` };
  }

  function memory(what: string, resident: number, texts: number): Finding {
    const allowed = events * COLUMN_BYTES + texts + BASE_MEMORY;
    const budget = `≤ ${megabytes(allowed)}: ${COLUMN_BYTES} bytes an event, dictionaries, 150 MB`;
    return found.line(what, megabytes(resident), budget, resident <= allowed, bytesEach(resident));
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
