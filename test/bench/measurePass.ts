import fs from 'node:fs';
import path from 'node:path';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { openCaptureFile } from '../../src/session/node/captureFile';
import { finishTrace, startTrace } from '../../src/session/readingProgress';
import type { IngestMeasurement, PassMeasurement } from './measurements';
import { monotonicTime } from './profile';

/** Reads a capture from its first byte to its last, plain or gzip, with nobody asking anything meanwhile. */
export async function measurePass(file: string): Promise<PassMeasurement> {
  const from = monotonicTime();
  const start = performance.now();
  // The bench copies what was built into a folder beside this program.
  const input = openCaptureFile(file, { inflater: path.join(__dirname, 'dist', 'inflater.js') });
  const builder = new TraceBuilder();
  startTrace(builder, input);
  for (let piece = await input.next(); piece !== undefined; piece = await input.next()) builder.feed(piece);
  finishTrace(builder, input);
  const time = performance.now() - start;
  const profiled = { from, to: monotonicTime() };
  input.close();
  return { time, profiled };
}

const INGEST_PIECE = 64 * 1024;

/** Takes a plain capture in from memory, in pieces as a pipe gives them. */
export function measureIngest(file: string): IngestMeasurement {
  const bytes = fs.readFileSync(file);
  const builder = new TraceBuilder();
  const start = performance.now();
  for (let at = 0; at < bytes.length; at += INGEST_PIECE) builder.feed(bytes.subarray(at, at + INGEST_PIECE));
  builder.finish();
  return { eventsPerSecond: (builder.trace.events.length / (performance.now() - start)) * 1000 };
}
