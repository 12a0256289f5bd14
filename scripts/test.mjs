// npm test: sets up what is missing, then runs every check in order and stops at the first that fails.
import { performance } from 'node:perf_hooks';
import { installCodeServer } from './support/codeServer.mjs';
import { installDependencies } from './support/install.mjs';
import { root } from './support/paths.mjs';
import { runNpm } from './support/run.mjs';
import { findChromium, installSystemPrograms } from './support/systemPrograms.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<unknown>} act
 * @property {() => string | undefined} [skip] the reason why it cannot run on this machine, if there is one
 */

// A log is read as plain text.
if (!process.stdout.isTTY) {
  process.env.NO_COLOR = '1';
}

const script = (/** @type {string} */ name) => () => runNpm(['run', '--silent', name], { cwd: root });

// Fuzzing in full is for whoever asks for it: npm run fuzz.
process.env.FUZZ_RUNS ??= '1000';

function withoutWorkbench() {
  if (process.platform !== 'linux') {
    return 'code-server runs on Linux only; npm run test:desktop is the way here';
  }
  return findChromium() === undefined ? 'there is no Chromium' : undefined;
}

/** @type {readonly Step[]} */
const steps = [
  { name: 'npm packages', act: () => installDependencies() },
  { name: 'system programs', act: installSystemPrograms },
  { name: 'lint', act: script('lint') },
  { name: 'types', act: script('types') },
  { name: 'layering', act: script('layering') },
  { name: 'unit', act: script('unit') },
  { name: 'conformance', act: script('conformance') },
  { name: 'fuzz', act: script('fuzz') },
  { name: 'build and pack', act: script('package') },
  { name: 'remote', act: script('remote') },
  { name: 'code-server', act: installCodeServer, skip: withoutWorkbench },
  { name: 'end to end', act: script('e2e'), skip: withoutWorkbench },
];

/** @type {{ name: string, outcome: 'passed' | 'failed' | 'skipped', seconds: number, remark: string }[]} */
const results = [];
for (const { name, act, skip } of steps) {
  console.log(`\n== ${name}`);
  const reason = skip?.();
  const start = performance.now();
  let outcome = /** @type {'passed' | 'failed' | 'skipped'} */ (reason === undefined ? 'passed' : 'skipped');
  let remark = reason ?? '';
  if (reason !== undefined) {
    console.log(`SKIPPED: ${reason}.`);
  } else {
    try {
      await act();
    } catch (error) {
      outcome = 'failed';
      remark = error instanceof Error ? error.message : String(error);
      console.error(remark);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  results.push({ name, outcome, seconds, remark });
  console.log(`== ${name}: ${outcome}, ${seconds.toFixed(1)} s`);
  if (outcome === 'failed') {
    break;
  }
}

console.log('\nStep              Outcome  Seconds');
for (const { name, outcome, seconds, remark } of results) {
  console.log(`${name.padEnd(17)} ${outcome.padEnd(8)} ${seconds.toFixed(1).padStart(7)}  ${remark}`.trimEnd());
}
const count = (/** @type {string} */ outcome) => results.filter((result) => result.outcome === outcome).length;
const notReached = steps.length - results.length;
if (notReached > 0) {
  console.log(`${notReached} more steps were not reached.`);
}
console.log(`Steps: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') > 0 ? 1 : 0;
