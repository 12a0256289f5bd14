import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findings, vsixFinding } from './budgets';
import { type Bench, type CaptureFigures, measureCapture } from './captureFigures';
import { fieldCensus } from './fieldCensus';
import type { Finding } from './finding';
import { growthTable } from './growth';
import { type BenchInput, classicRecordings, givenInput, growCapture, grownInput, readRecordingFile } from './inputs';
import { measureLongStream, streamTable } from './longStream';
import { type Miss, missesOf } from './misses';
import { measureRecordingPass } from './recordingPasses';
import { reportText, type Section, sectionText } from './report';
import { sysdigVersion } from './sysdig';
import { measureTimeline } from './timelineFigures';

// The whole of `npm run bench`. scripts/bench.mjs has built what it measures, tells in BENCH_* where that lies, and removes the
// folder of the captures when this has ended, however it ends.

const SMALL = [1e6, 10e6];
const HUGE = 100e6;
/** Events of each capture whose pass is compared with those of others, and of each host of a timeline. */
const PASSED = 10e6;
const OF_HOST = 1e6;
/** Streams, in bytes: a small one, and one that no memory should have to hold. */
const STREAMS = [2 ** 20, 2 ** 31];
/** The recording that the captures grow from of which everything is measured. */
const MAIN_RECORDING = 'confd-template';

async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      fields: { type: 'boolean', default: false },
      huge: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      small: { type: 'boolean', default: false },
      recordings: { type: 'boolean', default: false },
      timeline: { type: 'boolean', default: false },
      streams: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const {
    BENCH_FOLDER: folder,
    BENCH_MEASURE: measure,
    BENCH_WORKER: worker,
    BENCH_READABLE: readable,
    BENCH_RECORDINGS: recordingFolder,
    BENCH_RESULTS: results,
  } = process.env;
  if (!folder || !measure || !worker || !readable || !recordingFolder || !results)
    throw new Error('npm run bench starts this.');
  const sysdig = sysdigVersion();
  if (sysdig === undefined) console.warn('SKIPPED: sysdig is not installed, so nothing is compared with it.');

  if (values.streams) {
    const measured = [];
    for (const bytes of STREAMS) measured.push(await measureLongStream(folder, worker, bytes));
    console.log(streamTable(measured));
    return;
  }
  const tools: Bench = { measure, worker, withSysdig: sysdig !== undefined };
  const recordings = classicRecordings(recordingFolder);
  const main = recordings.find(({ name }) => name === MAIN_RECORDING);
  if (main === undefined) throw new Error(`There is no ${MAIN_RECORDING} in ${recordingFolder}.`);
  const recording = readRecordingFile(main.file);
  const files = positionals.map((file) => path.resolve(process.env.INIT_CWD ?? '.', file));
  if (values.fields) {
    const prefixes = values.only.split(',').filter((prefix) => prefix !== '');
    console.log(await fieldCensus(folder, tools, recording, files, prefixes));
    return;
  }
  const misses: Miss[] = [];
  /** Notes what was measured of files in the folder, looks where the time of misses goes, and makes room for the next ones. */
  const note = (section: Finding[], found: readonly Finding[]): void => {
    section.push(...found);
    misses.push(...missesOf(found, readable, console.log));
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
  };

  const passes: Finding[] = [];
  const measurePasses = async (): Promise<Section> => {
    for (const each of recordings) {
      console.log(`${each.name}: the pass over ${PASSED / 1e6} million events`);
      note(passes, [await measureRecordingPass(folder, each, PASSED, tools)]);
    }
    return { title: 'The pass, by what the capture is grown from', findings: passes };
  };
  const timelines: Finding[] = [];
  const measureTimelines = async (): Promise<Section> => {
    console.log('two hosts as one timeline');
    note(timelines, measureTimeline(await growCapture(folder, recording, OF_HOST), tools));
    return { title: 'Several captures as one timeline', findings: timelines };
  };
  if (values.recordings || values.timeline) {
    console.log(`\n${sectionText(values.recordings ? await measurePasses() : await measureTimelines())}`);
    return;
  }

  const sizes = values.small ? SMALL.slice(0, 1) : values.huge ? [...SMALL, HUGE] : SMALL;
  const makers: (() => Promise<BenchInput>)[] = [
    ...files.map((file) => () => givenInput(folder, file)),
    ...sizes.map((events) => () => grownInput(folder, recording, events)),
  ];
  const figures: CaptureFigures[] = [];
  const found: Finding[] = [];
  if (process.env.BENCH_VSIX_SIZE) note(found, [vsixFinding(Number(process.env.BENCH_VSIX_SIZE))]);
  for (const make of makers) {
    const input = await make();
    const measured = measureCapture(input, tools, (what) => console.log(`${input.name}: ${what}`));
    figures.push(measured);
    note(found, findings(measured));
  }
  const sections: Section[] = [{ title: undefined, findings: found }];
  if (!values.small) sections.push(await measurePasses());
  sections.push(await measureTimelines());
  const text = reportText(sections, misses, growthTable(figures), sysdig);
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.writeFileSync(results, text);
  console.log(`\n${text}\nWritten to ${path.relative(process.cwd(), results)}.`);
}

void bench();
