import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, sampleCapture } from '../../../scripts/support/paths.mjs';

/** `cut-off.scap` ends after 250,001 bytes, inside a block; what stands before it: events shown, and the last one's number. */
export const cutOff = { size: 250_001, events: 2134, last: 2434 };

/** Makes a folder with the sample and with captures that are damaged in the ways that a reader meets. */
export function makeWorkspace(folder: string): string {
  const workspace = path.join(folder, 'captures');
  fs.mkdirSync(workspace);
  const write = (name: string, content: Uint8Array | string): void =>
    fs.writeFileSync(path.join(workspace, name), content);
  const sample = fs.readFileSync(sampleCapture);
  const compressed = gzipSync(sample);
  write('dns-ndots.scap', sample);
  write('compressed.scap.gz', compressed);
  write('cut-off.scap', sample.subarray(0, cutOff.size));
  write('cut-off-gzip.scap', compressed.subarray(0, compressed.length >> 1));
  write('empty.scap', '');
  write('not-a-capture.scap', 'These are the times that try men’s souls.\n'.repeat(20));
  write('notes.txt', 'A text beside the captures.\n');
  return workspace;
}

/** Makes a folder with captures of the project, by the names of their files: the sample, and those of the fixtures. */
export function makeFolderOf(folder: string, ...names: readonly string[]): string {
  const workspace = path.join(folder, 'captures');
  fs.mkdirSync(workspace);
  for (const name of names) addCapture(workspace, name);
  return workspace;
}

/** Copies a capture of the project into a folder. */
export function addCapture(folder: string, name: string): void {
  const isSample = name === path.basename(sampleCapture);
  const file = isSample ? sampleCapture : path.join(root, 'test', 'fixtures', 'captures', name);
  fs.copyFileSync(file, path.join(folder, name));
}
