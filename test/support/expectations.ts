import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const PROJECT = path.resolve(__dirname, '../..');

/** A folder of captures and what other programs print for them. */
export interface ExpectationRoot {
  readonly name: string;
  readonly captures: string;
  readonly expected: string;
}

/** The project's own copies: always there. */
export const OWN_FIXTURES: ExpectationRoot = {
  name: 'own fixtures',
  captures: path.join(PROJECT, 'test/fixtures/captures'),
  expected: path.join(PROJECT, 'test/fixtures/expected'),
};

/** The large collection beside the project: not on every machine. */
export const SHARED: ExpectationRoot = {
  name: 'shared captures',
  captures: path.join(PROJECT, '../shared/captures'),
  expected: path.join(PROJECT, '../shared/expected'),
};

/** The sample that ships with the extension is the fixture of this name. */
const SAMPLE_NAME = 'dns-ndots-paired';
const SAMPLE = path.join(PROJECT, 'media/sample/dns-ndots.scap');

/** Where the capture of a name lies. */
export function capturePath(root: ExpectationRoot, name: string): string {
  return root === OWN_FIXTURES && name === SAMPLE_NAME ? SAMPLE : path.join(root.captures, `${name}.scap`);
}

/** The bytes of a capture, uncompressed where the file is gzip. */
export function loadCapture(root: ExpectationRoot, name: string): Uint8Array {
  const bytes = readFileSync(capturePath(root, name));
  // A copy: a Buffer's own slice would share its memory.
  return Uint8Array.from(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

/** An expected text, which may be gzipped; undefined where the root does not have it. */
export function loadExpectedText(root: ExpectationRoot, name: string, file: string): string | undefined {
  const plain = path.join(root.expected, name, file);
  const zipped = `${plain}.gz`;
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  return existsSync(zipped) ? gunzipSync(readFileSync(zipped)).toString('utf8') : undefined;
}

/** The same as lines. */
export function loadExpected(root: ExpectationRoot, name: string, file: string): string[] | undefined {
  const lines = loadExpectedText(root, name, file)?.split('\n');
  return lines?.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Whether a root is there at all; says so aloud where it is not. */
export function isPresent(root: ExpectationRoot, what: string): boolean {
  if (existsSync(root.captures) && existsSync(root.expected)) return true;
  console.warn(`SKIPPED: ${what}: ${path.relative(PROJECT, root.captures)} is not there.`);
  return false;
}
