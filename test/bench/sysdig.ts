import { execFileSync, spawnSync } from 'node:child_process';

/** What a run of sysdig came to: its time in ms, or why there is none. */
export type SysdigRun = number | 'absent' | 'refused' | 'crashed';

/** sysdig's version, where it is installed; undefined where it is not. */
export function sysdigVersion(): string | undefined {
  try {
    return /\d+\.\d+\.\d+/.exec(execFileSync('sysdig', ['--version'], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined;
  }
}

/** sysdig's own pass over a capture: reads everything, keeps its state, prints nothing. */
export function sysdigPass(file: string): SysdigRun {
  return runSysdig(['-r', file, 'evt.num=0']);
}

/** sysdig's pass with a filter. `-q`: the events that are kept are not printed, because printing is not what is compared. */
export function sysdigFilter(file: string, filter: string): SysdigRun {
  return runSysdig(['-q', '-r', file, filter]);
}

function runSysdig(args: readonly string[]): SysdigRun {
  const start = performance.now();
  const { status, error } = spawnSync('sysdig', [...args], { stdio: 'ignore' });
  const time = performance.now() - start;
  if (error) return 'absent';
  if (status === 0) return time;
  return status === null ? 'crashed' : 'refused';
}
