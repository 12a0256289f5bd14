import path from 'node:path';
import { type Bench, takeMeasurement } from './captureFigures';
import { fieldTable } from './fieldTable';
import { growCapture } from './inputs';
import type { FieldsMeasurement } from './measurements';
import { median } from './statistics';
import { sysdigPass } from './sysdig';

const EVENTS = 10e6;
const RUNS = 5;
const PASSES = 3;

/**
 * One filter on every field of a capture, beside sysdig's own pass over it: as a table, the slowest first. `files` are opened as they
 * are; where there are none, one grows from `recording` in a folder. With prefixes, only fields whose names begin so.
 */
export async function fieldCensus(
  folder: string,
  { measure, worker, withSysdig }: Bench,
  recording: Uint8Array,
  files: readonly string[],
  prefixes: readonly string[],
): Promise<string> {
  const inputs = files.length > 0 ? files : [await growCapture(folder, recording, EVENTS)];
  const tables = inputs.map((file) => {
    const passes = withSysdig ? Array.from({ length: PASSES }, () => sysdigPass(file)) : [];
    const fields = takeMeasurement(measure, { measure: 'fields', file, workerFile: worker, runs: RUNS, prefixes });
    const pass = median(passes.filter((run) => typeof run === 'number'));
    return fieldTable(path.basename(file), fields as FieldsMeasurement, pass);
  });
  return tables.join('\n\n');
}
