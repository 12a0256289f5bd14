import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, gunzipSync } from 'node:zlib';
import { readRecording } from '../support/recording';
import { writeRepeatedCapture } from '../support/repeatCapture';

/** One capture to measure, as a plain file and as a gzip one. */
export interface BenchInput {
  /** How the table calls it. */
  readonly name: string;
  readonly plain: string;
  readonly gzip: string;
  /** How many it was grown to; undefined where it was given. */
  readonly events?: number;
  /** How often each measurement is repeated. */
  readonly runs: number;
}

/** Room on the disk that is left free, in bytes. */
const SPARE = 2 * 1024 ** 3;

/** A real capture that large ones grow from. */
export interface ClassicRecording {
  /** Its name without the ending that says which schema it has. */
  readonly name: string;
  readonly file: string;
}

const CLASSIC = '-classic.scap';

/** The recordings in a folder that have the schema of sysdig 0.29.3, so that it reads what grows from them, too. */
export function classicRecordings(folder: string): readonly ClassicRecording[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(CLASSIC))
    .sort()
    .map((name) => ({ name: name.slice(0, -CLASSIC.length), file: path.join(folder, name) }));
}

/** Writes a large plain capture that grows from a real one, and returns its path. */
export async function growCapture(folder: string, recording: Uint8Array, events: number): Promise<string> {
  const plain = path.join(folder, `${events}.scap`);
  requireRoom(folder, (recording.length / readRecording(recording).events.length) * events * 1.5);
  await writeRepeatedCapture(plain, recording, { events, growing: true });
  return plain;
}

/** Writes a large capture that grows from a real one, plain and gzip. */
export async function grownInput(folder: string, recording: Uint8Array, events: number): Promise<BenchInput> {
  const name = `${events / 1e6} million events`;
  const plain = await growCapture(folder, recording, events);
  const gzip = `${plain}.gz`;
  await pipeline(fs.createReadStream(plain), createGzip({ level: 1 }), fs.createWriteStream(gzip));
  const runs = events >= 50e6 ? 1 : events >= 5e6 ? 3 : 5;
  return { name, plain, gzip, events, runs };
}

/** A capture that somebody has: measured as it is, in both forms. */
export async function givenInput(folder: string, file: string): Promise<BenchInput> {
  const name = path.basename(file);
  const isGzip = startsAsGzip(file);
  const other = path.join(folder, `given-${fs.readdirSync(folder).length}.scap`);
  requireRoom(folder, fs.statSync(file).size * (isGzip ? 10 : 0.5));
  await pipeline(
    fs.createReadStream(file),
    isGzip ? createGunzip() : createGzip({ level: 1 }),
    fs.createWriteStream(other),
  );
  return isGzip ? { name, plain: other, gzip: file, runs: 5 } : { name, plain: file, gzip: other, runs: 5 };
}

/** The bytes of a capture, uncompressed where the file is gzip. */
export function readRecordingFile(file: string): Uint8Array {
  const bytes = fs.readFileSync(file);
  return Uint8Array.from(startsAsGzip(file) ? gunzipSync(bytes) : bytes);
}

function startsAsGzip(file: string): boolean {
  const beginning = new Uint8Array(2);
  const descriptor = fs.openSync(file, 'r');
  fs.readSync(descriptor, beginning);
  fs.closeSync(descriptor);
  return beginning[0] === 0x1f && beginning[1] === 0x8b;
}

function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize < bytes + SPARE) {
    throw new Error(`${(bytes / 1e9).toFixed(1)} GB are needed in ${folder}, and there is not so much room.`);
  }
}
