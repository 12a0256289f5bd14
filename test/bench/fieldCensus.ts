import path from 'node:path';
import { type Bench, takeMeasurement } from './captureFigures';
import { fieldTable } from './fieldTable';
import { growCapture } from './inputs';
import type { FieldsMeasurement } from './measurements';
import { median } from './statistics';
import { sysdigFilter, sysdigPass } from './sysdig';

const EVENTS = 10e6;
/** Events of the capture that sysdig is asked about: all filters on a large one would take it an hour. */
const ASKED_EVENTS = 1e6;
const RUNS = 5;
const PASSES = 3;

/** What sysdig takes for a filter, in ms; `isPass` where it refuses that one: then it is its own pass. NaN where it is absent. */
export interface SysdigTime {
  readonly time: number;
  readonly isPass: boolean;
}

/**
 * One filter on every field of a capture, beside sysdig's time for the same filter: as a table, the slowest first, and which are over their
 * budget. `files` are opened as they are; where there are none, one grows from `recording` in a folder. With prefixes, only fields
 * whose names begin so.
 */
export async function fieldCensus(
  folder: string,
  { measure, worker, withSysdig }: Bench,
  recording: Uint8Array,
  files: readonly string[],
  prefixes: readonly string[],
): Promise<string> {
  const asked = await growCapture(folder, recording, ASKED_EVENTS);
  const inputs = files.length > 0 ? files : [await growCapture(folder, recording, EVENTS)];
  const passOverAsked = withSysdig ? passOf(asked) : Number.NaN;
  const known = new Map<string, number>();
  const tables = inputs.map((file) => {
    const fields = takeMeasurement(measure, { measure: 'fields', file, workerFile: worker, runs: RUNS, prefixes });
    const pass = withSysdig ? passOf(file) : Number.NaN;
    return fieldTable(path.basename(file), fields as FieldsMeasurement, pass, (filter): SysdigTime => {
      if (!withSysdig) return { time: Number.NaN, isPass: true };
      const time = known.get(filter) ?? medianOf(() => sysdigFilter(asked, filter));
      known.set(filter, time);
      const isPass = Number.isNaN(time);
      return { time: isPass ? pass : (time / passOverAsked) * pass, isPass };
    });
  });
  return tables.join('\n\n');
}

function passOf(file: string): number {
  return medianOf(() => sysdigPass(file));
}

/** The median of some runs; NaN where the first one does not come to its end. */
function medianOf(run: () => ReturnType<typeof sysdigPass>): number {
  const first = run();
  if (typeof first !== 'number') return Number.NaN;
  const others = Array.from({ length: PASSES - 1 }, run);
  return median([first, ...others.filter((each) => typeof each === 'number')]);
}
