import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, findings, vsixFinding } from './budgets';
import { type CaptureFigures, measureCapture } from './captureFigures';
import { growthTable } from './growth';
import { type BenchInput, givenInput, grownInput, readRecordingFile } from './inputs';
import { measureLongStream, streamTable } from './longStream';
import { type Miss, missesOf } from './misses';
import { reportText } from './report';
import { sysdigVersion } from './sysdig';

// The whole of `npm run bench`. scripts/bench.mjs has built what it measures, tells in BENCH_* where that lies, and removes the
// folder of the captures when this has ended, however it ends.

const SMALL = [1e6, 10e6];
const HUGE = 100e6;
/** Streams, in bytes: a small one, and one that no memory should have to hold. */
const STREAMS = [2 ** 20, 2 ** 31];

async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      huge: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      streams: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const {
    BENCH_FOLDER: folder,
    BENCH_MEASURE: measure,
    BENCH_WORKER: worker,
    BENCH_READABLE: readable,
    BENCH_RECORDING: recordingFile,
    BENCH_RESULTS: results,
  } = process.env;
  if (!folder || !measure || !worker || !readable || !recordingFile || !results)
    throw new Error('npm run bench starts this.');
  const sysdig = sysdigVersion();
  if (sysdig === undefined) console.warn('SKIPPED: sysdig is not installed, so nothing is compared with it.');

  if (values.streams) {
    const measured = [];
    for (const bytes of STREAMS) measured.push(await measureLongStream(folder, worker, bytes));
    console.log(streamTable(measured));
    return;
  }
  const recording = readRecordingFile(recordingFile);
  const sizes = values.small ? SMALL.slice(0, 1) : values.huge ? [...SMALL, HUGE] : SMALL;
  const makers: (() => Promise<BenchInput>)[] = [
    ...positionals.map((file) => () => givenInput(folder, path.resolve(process.env.INIT_CWD ?? '.', file))),
    ...sizes.map((events) => () => grownInput(folder, recording, events)),
  ];
  const figures: CaptureFigures[] = [];
  const found: Finding[] = process.env.BENCH_VSIX_SIZE ? [vsixFinding(Number(process.env.BENCH_VSIX_SIZE))] : [];
  const misses: Miss[] = missesOf(found, readable, console.log);
  for (const make of makers) {
    const input = await make();
    const say = (what: string): void => console.log(`${input.name}: ${what}`);
    const measured = measureCapture(input, { measure, worker }, sysdig !== undefined, say);
    const ofCapture = findings(measured);
    figures.push(measured);
    found.push(...ofCapture);
    misses.push(...missesOf(ofCapture, readable, say));
    // The next one may need the room.
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
  }
  const text = reportText(found, misses, growthTable(figures), sysdig);
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.writeFileSync(results, text);
  console.log(`\n${text}\nWritten to ${path.relative(process.cwd(), results)}.`);
}

void bench();
