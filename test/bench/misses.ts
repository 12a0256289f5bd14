import path from 'node:path';
import type { Again, Finding } from './finding';
import type { MeasurementRequest } from './measurements';
import { profileText } from './profile';

/** A budget that was missed, with where the time goes. */
export interface Miss {
  readonly finding: Finding;
  /** Undefined where the budget is none of time: its figure says all. */
  readonly profile: string | undefined;
}

/** Measures again what has missed its budget, with a profile. `folder` has the programs as they are built for that. */
export function missesOf(findings: readonly Finding[], folder: string, say: (what: string) => void): Miss[] {
  return findings
    .filter(({ kept }) => kept === false)
    .map((finding) => {
      if (finding.again === undefined) return { finding, profile: undefined };
      say(`a profile of what missed its budget: ${finding.what}`);
      return { finding, profile: profileText(path.join(folder, 'measure.js'), requestOf(finding.again, folder)) };
    });
}

function requestOf(again: Again, folder: string): MeasurementRequest {
  if (again.of === 'pass') return { measure: 'pass', file: again.file };
  const workerFile = path.join(folder, 'dist', 'worker.js');
  return { measure: 'again', files: again.files, workerFile, filter: again.filter };
}
