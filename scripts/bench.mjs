// npm run bench: builds what is measured, runs test/bench on it and writes bench/results.md.
//   npm run bench -- FILE…    measures these captures, too
//   npm run bench -- --huge   also one of 100 million events: some 12 GB on the disk for temporary files, and half an hour
//   npm run bench -- --small  only the one of a million events
//   npm run bench -- --streams  only streams: one of 1 MiB and one of 2 GiB, which needs as much room on the disk
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { dist, root } from './support/paths.mjs';
import { run, runNpm } from './support/run.mjs';
import { packVsix } from './support/vsix.mjs';

/** The capture that large ones are grown from: an older schema, so that sysdig 0.29.3 reads it, too. */
const recording = path.join(root, 'test', 'fixtures', 'captures', 'confd-template-classic.scap');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-programs-'));
// Interrupted from the keyboard, all that was started ends, and then this cleans up.
process.on('SIGINT', () => {});
try {
  await runNpm(['run', '--silent', 'build'], { cwd: root, quiet: true });
  // A build in the same folder must not change what is measured. A worker may start others that lie beside it.
  const built = path.join(folder, 'dist');
  fs.cpSync(dist, built, { recursive: true });
  const size = await packVsix(path.join(folder, 'scaplens.vsix'));
  const entryPoints = ['bench', 'measure'].map((name) => path.join(root, 'test', 'bench', `${name}.ts`));
  await build({ entryPoints, outdir: folder, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' });
  // What misses its budget is profiled, with functions that keep their names.
  const readable = path.join(folder, 'readable');
  const forProfiles = {
    measure: 'test/bench/measure.ts',
    'dist/worker': 'src/session/worker.ts',
    'dist/inflater': 'src/session/inflater.ts',
  };
  await build({
    absWorkingDir: root,
    entryPoints: forProfiles,
    outdir: readable,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  await run(process.execPath, [path.join(folder, 'bench.js'), ...process.argv.slice(2)], {
    cwd: root,
    env: {
      ...process.env,
      BENCH_MEASURE: path.join(folder, 'measure.js'),
      BENCH_WORKER: path.join(built, 'worker.js'),
      BENCH_READABLE: readable,
      BENCH_RECORDING: recording,
      BENCH_RESULTS: path.join(root, 'bench', 'results.md'),
      BENCH_VSIX_SIZE: String(size),
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
