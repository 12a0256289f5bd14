// npm run bench: builds what is measured, runs test/bench on it and writes bench/results.md.
//   npm run bench -- FILE…    measures these captures, too
//   npm run bench -- --huge   also one of 100 million events: some 12 GB on the disk for temporary files, and half an hour
//   npm run bench -- --small  only the one of a million events
//   npm run bench -- --recordings  only the pass over what each recording of the fixtures grows to
//   npm run bench -- --timeline  only two hosts as one timeline
//   npm run bench -- --fields [FILE…]  one filter on every field: of 10 million events, or of these captures; writes no results
//   npm run bench -- --fields --only fd.,proc.  the same only of fields whose names begin so
//   npm run bench -- --streams  only streams: one of 1 MiB and one of 2 GiB, which needs as much room on the disk
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { dist, root } from './support/paths.mjs';
import { run, runNpm } from './support/run.mjs';
import { packVsix } from './support/vsix.mjs';

/** Where the captures lie that large ones are grown from. */
const recordings = path.join(root, 'test', 'fixtures', 'captures');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
// What ends this ends all that it has started; then the folder goes.
const ending = new AbortController();
const { signal } = ending;
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(name, () => ending.abort(new Error(`Ended by ${name}.`)));
}
// The shell that npm starts this with passes no signal on: it is gone, and npm with it.
const parent = process.ppid;
const watching = setInterval(() => {
  if (process.ppid !== parent) ending.abort(new Error('Ended with what had started it.'));
}, 500);
try {
  await runNpm(['run', '--silent', 'build'], { cwd: root, quiet: true, signal });
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
  const captures = path.join(folder, 'captures');
  fs.mkdirSync(captures);
  await run(process.execPath, [path.join(folder, 'bench.js'), ...process.argv.slice(2)], {
    cwd: root,
    signal,
    env: {
      ...process.env,
      BENCH_FOLDER: captures,
      BENCH_MEASURE: path.join(folder, 'measure.js'),
      BENCH_WORKER: path.join(built, 'worker.js'),
      BENCH_READABLE: readable,
      BENCH_RECORDINGS: recordings,
      BENCH_RESULTS: path.join(root, 'bench', 'results.md'),
      BENCH_VSIX_SIZE: String(size),
    },
  });
} catch (error) {
  const reason = signal.aborted ? signal.reason : error;
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
} finally {
  clearInterval(watching);
  fs.rmSync(folder, { recursive: true, force: true });
}
