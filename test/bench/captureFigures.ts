import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { BenchInput } from './inputs';
import type { IngestMeasurement, MeasurementRequest, PassMeasurement, SessionMeasurement } from './measurements';
import { type SysdigRun, sysdigFilter, sysdigPass } from './sysdig';

/** A measurement of ours and sysdig's own, repeated in turn so that both meet the same machine. */
export interface Compared<T> {
  readonly ours: readonly T[];
  readonly theirs: readonly SysdigRun[];
}

/** Everything that is measured of one capture. */
export interface CaptureFigures {
  readonly input: BenchInput;
  readonly plain: Compared<PassMeasurement>;
  readonly gzip: Compared<PassMeasurement>;
  readonly session: SessionMeasurement;
  readonly gzipSession: SessionMeasurement;
  /** sysdig's runs of each filter, by its text. */
  readonly filters: ReadonlyMap<string, readonly SysdigRun[]>;
  readonly ingest: IngestMeasurement | undefined;
}

/** Captures up to this size, in bytes, are also taken in from memory. */
const LARGEST_INGEST = 512 * 1024 ** 2;

/** The built files that measure. */
export interface Programs {
  readonly measure: string;
  readonly worker: string;
}

/** Measures one capture. `say` is told what comes next. */
export function measureCapture(
  input: BenchInput,
  programs: Programs,
  withSysdig: boolean,
  say: (what: string) => void,
): CaptureFigures {
  const { runs } = input;
  const measure = (request: MeasurementRequest): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [programs.measure, JSON.stringify(request)], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 ** 2,
      }),
    );
  const pass = (file: string): Compared<PassMeasurement> => {
    const ours: PassMeasurement[] = [];
    const theirs: SysdigRun[] = [];
    for (let run = 0; run < runs; run++) {
      if (withSysdig) theirs.push(sysdigPass(file));
      ours.push(measure({ measure: 'pass', file }) as PassMeasurement);
    }
    return { ours, theirs };
  };
  const open = (file: string, filterRuns: number): SessionMeasurement =>
    measure({ measure: 'session', file, workerFile: programs.worker, runs: filterRuns }) as SessionMeasurement;

  say('the pass, plain');
  const plain = pass(input.plain);
  say('the pass, gzip');
  const gzip = pass(input.gzip);
  say('opened in the worker, plain, and its filters');
  const session = open(input.plain, Math.max(3, runs));
  say('opened in the worker, gzip');
  const gzipSession = open(input.gzip, 0);
  if (withSysdig) say("sysdig's filters");
  const filters = new Map(
    session.filters.map(({ text }) => [
      text,
      withSysdig ? Array.from({ length: Math.min(3, runs) }, () => sysdigFilter(input.plain, text)) : [],
    ]),
  );
  const isSmall = fs.statSync(input.plain).size <= LARGEST_INGEST;
  const ingest = isSmall ? (measure({ measure: 'ingest', file: input.plain }) as IngestMeasurement) : undefined;
  return { input, plain, gzip, session, gzipSession, filters, ingest };
}
