import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { MeasurementRequest, ProfiledTime } from './measurements';

/** Functions that are named. */
const NAMED = 6;
/** Where a thread stands that waits, or runs what is not JavaScript. */
const WAITING = '(idle)';

/** What is used of V8's format for CPU profiles; times in microseconds. */
interface Profile {
  readonly startTime: number;
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The time of the clock that profiles are made by, in microseconds. */
export function monotonicTime(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/**
 * Measures once more, with a profile of each thread; says where the busiest one spent the time that was measured. `measure` is the
 * program, in a folder whose built files keep their names.
 */
export function profileText(measure: string, request: MeasurementRequest): string {
  const folder = fs.mkdtempSync(path.join(path.dirname(measure), 'profile-'));
  const args = ['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir', folder, measure, JSON.stringify(request)];
  const { profiled } = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }),
  ) as { readonly profiled: ProfiledTime };
  const threads = fs
    .readdirSync(folder)
    .map((name) => selfTimes(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Profile, profiled))
    .sort((one, other) => busyTime(other) - busyTime(one));
  const [busiest] = threads;
  const whole = profiled.to - profiled.from;
  const named = [...busiest].sort(([, one], [, other]) => other - one).slice(0, NAMED);
  return named
    .map(([name, time]) => `${name === WAITING ? 'waiting' : `\`${name}\``} ${((time / whole) * 100).toFixed(0)}%`)
    .join(', ');
}

/** How long each function ran itself within a time. */
function selfTimes(
  { startTime, nodes, samples, timeDeltas }: Profile,
  { from, to }: ProfiledTime,
): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName || '(anonymous)']));
  const times = new Map<string, number>();
  let now = startTime;
  for (const [at, id] of samples.entries()) {
    now += timeDeltas[at];
    // A sample says what ran up to the next one.
    const lasted = timeDeltas[at + 1] ?? 0;
    const name = names.get(id) ?? '';
    if (now >= from && now <= to) times.set(name, (times.get(name) ?? 0) + lasted);
  }
  return times;
}

function busyTime(times: ReadonlyMap<string, number>): number {
  return [...times].reduce((sum, [name, time]) => (name === WAITING ? sum : sum + time), 0);
}
