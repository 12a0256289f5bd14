import { findProgram, run } from './run.mjs';

/**
 * The programs outside npm that tests use: the names they go by, Debian's package, and what is skipped without them.
 *
 * @type {readonly { programs: readonly string[], package: string, without: string }[]}
 */
export const systemPrograms = [
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'chrome'],
    package: 'chromium',
    without: 'the end-to-end tests are skipped',
  },
  {
    programs: ['sysdig'],
    package: 'sysdig',
    without: 'conformance is checked against recorded output alone',
  },
  {
    programs: ['tshark'],
    package: 'tshark',
    without: 'decoded packets are checked against recorded summaries alone',
  },
  {
    programs: ['sshd'],
    package: 'openssh-server',
    without: 'the tests of remote captures are skipped',
  },
];

/** Where servers are that are not on everybody's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Chromium's executable: `SCAPLENS_CHROMIUM`, or the one on PATH. */
export function findChromium() {
  return process.env.SCAPLENS_CHROMIUM ?? findProgram(systemPrograms[0].programs);
}

/**
 * Installs the missing ones with apt-get where that is possible (Debian or Ubuntu, as root); elsewhere it names them
 * and says what is left out without them.
 */
export async function installSystemPrograms() {
  const isMissing = (/** @type {typeof systemPrograms[number]} */ { programs }) =>
    findProgram(programs, SERVER_FOLDERS) === undefined;
  const missing = systemPrograms.filter(isMissing);
  const aptGet = findProgram(['apt-get']);
  if (missing.length > 0 && aptGet !== undefined && process.getuid?.() === 0) {
    const packages = missing.map((program) => program.package);
    console.log(`Installing ${packages.join(', ')} with apt-get`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    try {
      await run(aptGet, ['update', '-q'], { env, quiet: true });
      await run(aptGet, ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, quiet: true });
    } catch (error) {
      console.log(error instanceof Error ? error.message : error);
    }
  }
  for (const program of missing.filter(isMissing)) {
    console.log(`MISSING: ${program.package} is not installed: ${program.without}.`);
  }
}
