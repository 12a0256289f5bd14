import fs from 'node:fs';
import path from 'node:path';
import { drawnCapture } from '../support/drawnCapture';
import { writeRepeatedCapture } from '../support/repeatCapture';
import { OpenSession } from './openSession';

/** What a person waits for in one stream, in ms unless it says otherwise. */
export interface StreamFigures {
  readonly name: string;
  readonly bytes: number;
  readonly calls: number;
  /** From asking for the stream to its first lines. */
  readonly firstLines: number;
  /** The same from an event in the middle, and from the last one. */
  readonly middle: number;
  readonly last: number;
  /** Until all lines were counted. */
  readonly counted: number;
  /** A text that is nowhere: all of the stream is read. */
  readonly find: number;
  /** Resident memory beyond that of the opened capture, in bytes, after each of the above and all of them. */
  readonly memory: number;
  /** The longest that a small question (one line of the list) waited meanwhile. */
  readonly longestWait: number;
}

const LINES = 60;
/** Bytes of one call. */
const CALL = 32 * 1024;

/** Writes a capture with one connection over which `bytes` go, all of them kept, and measures its stream through the worker. */
export async function measureLongStream(folder: string, workerFile: string, bytes: number): Promise<StreamFigures> {
  const calls = Math.max(2, Math.round(bytes / CALL));
  const file = path.join(folder, `stream-${bytes}.scap`);
  await writeRepeatedCapture(file, connection(), { events: 2 * calls });
  const session = new OpenSession(workerFile, [file]);
  try {
    await session.readingEnds();
    await session.selectionIs(0, ({ complete }) => complete);
    await session.ask('lines', { selection: 0, from: 0, count: LINES });
    const before = process.memoryUsage.rss();
    const waiting = watchWaits(session);
    const firstLines = await timeOf(() => openAt(session, 2));
    const middle = await timeOf(() => openAt(session, calls));
    const last = await timeOf(() => openAt(session, 2 * calls));
    const counted = await timeOf(() => countLines(session));
    const find = await timeOf(() =>
      session.ask('streamFind', { number: 2, mode: 'text', text: 'nowhere in the stream', from: 0 }),
    );
    const longestWait = await waiting.stop();
    const memory = process.memoryUsage.rss() - before;
    const name = `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
    return { name, bytes, calls, firstLines, middle, last, counted, find, memory, longestWait };
  } finally {
    session.close();
    fs.rmSync(file, { force: true });
  }
}

/** The figures as a table. */
export function streamTable(figures: readonly StreamFigures[]): string {
  const ms = (time: number): string => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
  const lines = figures.map(
    (each) =>
      `| ${each.name} | ${each.calls} | ${ms(each.firstLines)} | ${ms(each.middle)} | ${ms(each.last)} | ${ms(each.counted)} | ${ms(each.find)} | ${(each.memory / 1024 ** 2).toFixed(0)} MiB | ${ms(each.longestWait)} |`,
  );
  return [
    '| stream | calls | first lines | from the middle | from the end | all lines counted | find, nowhere | memory | longest wait of others |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

/** One write and one read of text in lines of 64 characters. */
function connection(): Uint8Array {
  const text = 'the quick brown fox jumps over the lazy dog, and again it jumps\\x0a'.repeat(CALL / 64);
  return drawnCapture(`
    process 1 app pid=1 cwd=/ exe=app
    fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
    app (1) > write fd=4 size=${CALL}
    app (1) < write res=${CALL} data="${text}"
    app (1) > read fd=4 size=${CALL}
    app (1) < read res=${CALL} data="${text}"`);
}

/** Opens the stream of an event as its tab does where it is long: what it is, and its lines from the event on. */
async function openAt(session: OpenSession, number: number): Promise<void> {
  await session.ask('stream', { number });
  await session.ask('streamLines', { number, mode: 'text', from: 0, count: LINES, start: true });
}

async function countLines(session: OpenSession): Promise<void> {
  for (let complete = false, from = 0; !complete; ) {
    const page = await session.ask('streamLines', { number: 2, mode: 'text', from, count: 0 });
    complete = page.complete;
    from = page.count;
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Asks for a line of the list again and again, and notes the longest wait for one. */
function watchWaits(session: OpenSession): { stop(): Promise<number> } {
  let longest = 0;
  let going = true;
  const watching = (async () => {
    while (going) {
      longest = Math.max(longest, await timeOf(() => session.ask('lines', { selection: 0, from: 0, count: 1 })));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await watching;
      return longest;
    },
  };
}
