import { type Bench, takeMeasurement } from './captureFigures';
import { type Finding, Findings } from './finding';
import type { SessionMeasurement } from './measurements';
import { median } from './statistics';
import { megabytes } from './units';

const HOSTS = 2;
const RUNS = 5;

/** Opens a plain capture twice as one timeline, as if it came of two hosts, and measures what a page of that would wait for. */
export function measureTimeline(file: string, { measure, worker }: Bench): readonly Finding[] {
  const files = Array.from({ length: HOSTS }, () => file);
  const request = { measure: 'session', files, workerFile: worker, runs: RUNS } as const;
  const session = takeMeasurement(measure, request) as SessionMeasurement;
  const found = new Findings(`${HOSTS} hosts, ${session.events / 1e6} million events`, session.events);
  return [
    found.time('opened in the worker, plain', session.opened),
    found.pages('60 rows anywhere, plain', session.pages, files),
    ...session.filters.map(({ text, matched, times }) =>
      found.time(`filter, fields: \`${text}\` (keeps ${matched})`, median(times)),
    ),
    found.line('memory (RSS) when read, plain', megabytes(session.resident)),
  ];
}
