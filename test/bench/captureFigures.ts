import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { BenchInput } from './inputs';
import type {
  IngestMeasurement,
  MeasurementRequest,
  MemoryMeasurement,
  PassMeasurement,
  SessionMeasurement,
} from './measurements';
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
  readonly memory: MemoryMeasurement;
  readonly session: SessionMeasurement;
  readonly gzipSession: SessionMeasurement;
  /** sysdig's runs of each filter, by its text. */
  readonly filters: ReadonlyMap<string, readonly SysdigRun[]>;
  readonly ingest: IngestMeasurement | undefined;
}

/** Captures up to this size, in bytes, are also taken in from memory. */
const LARGEST_INGEST = 512 * 1024 ** 2;

/** How often a filter is asked at least: its first runs are slower, and a collection of memory falls into one or the other. */
const FILTER_RUNS = 5;

/** What measures, and is compared with. */
export interface Bench {
  /** The built program that takes one measurement. */
  readonly measure: string;
  /** The built worker. */
  readonly worker: string;
  readonly withSysdig: boolean;
}

/** Takes one measurement in a process of its own; its result is of the request's kind. */
export function takeMeasurement(measure: string, request: MeasurementRequest): unknown {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 } as const;
  return JSON.parse(execFileSync(process.execPath, [measure, JSON.stringify(request)], options));
}

/** The pass over a file, ours and sysdig's in turn. */
export function comparePasses(file: string, runs: number, { measure, withSysdig }: Bench): Compared<PassMeasurement> {
  const ours: PassMeasurement[] = [];
  const theirs: SysdigRun[] = [];
  for (let run = 0; run < runs; run++) {
    if (withSysdig) theirs.push(sysdigPass(file));
    ours.push(takeMeasurement(measure, { measure: 'pass', file }) as PassMeasurement);
  }
  return { ours, theirs };
}

/** Measures one capture. `say` is told what comes next. */
export function measureCapture(input: BenchInput, bench: Bench, say: (what: string) => void): CaptureFigures {
  const { runs } = input;
  const open = (file: string, filterRuns: number): SessionMeasurement =>
    takeMeasurement(bench.measure, {
      measure: 'session',
      files: [file],
      workerFile: bench.worker,
      runs: filterRuns,
    }) as SessionMeasurement;

  say('the pass, plain');
  const plain = comparePasses(input.plain, runs, bench);
  say('the pass, gzip');
  const gzip = comparePasses(input.gzip, runs, bench);
  say('memory');
  const memory = takeMeasurement(bench.measure, { measure: 'memory', file: input.plain }) as MemoryMeasurement;
  say('opened in the worker, plain, and its filters');
  const session = open(input.plain, Math.max(FILTER_RUNS, runs));
  say('opened in the worker, gzip');
  const gzipSession = open(input.gzip, 0);
  if (bench.withSysdig) say("sysdig's filters");
  const filters = new Map(
    session.filters.map(({ text }) => [
      text,
      bench.withSysdig ? Array.from({ length: Math.min(3, runs) }, () => sysdigFilter(input.plain, text)) : [],
    ]),
  );
  const isSmall = fs.statSync(input.plain).size <= LARGEST_INGEST;
  const ingest = isSmall
    ? (takeMeasurement(bench.measure, { measure: 'ingest', file: input.plain }) as IngestMeasurement)
    : undefined;
  return { input, plain, gzip, memory, session, gzipSession, filters, ingest };
}
