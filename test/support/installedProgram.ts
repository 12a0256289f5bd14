import { execFileSync, spawnSync } from 'node:child_process';

/** The version whose text and event schema we print; others print other text. */
const WANTED = '0.29.3';

/** Whether sysdig is installed in the version that we follow; says so aloud where it is not. */
export function isProgramInstalled(): boolean {
  const version = installedVersion();
  if (version !== WANTED) {
    console.warn(`SKIPPED: asking sysdig itself: ${WANTED} is wanted, ${version ?? 'none'} is here.`);
  }
  return version === WANTED;
}

/** What the program prints for arguments, with times in UTC. */
export function askProgram(args: readonly string[]): { readonly out: string; readonly errors: string } {
  const { stdout, stderr } = spawnSync('sysdig', [...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { out: stdout, errors: stderr };
}

function installedVersion(): string | undefined {
  try {
    return /\d+\.\d+\.\d+/.exec(execFileSync('sysdig', ['--version'], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined;
  }
}
