import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder that lives as long as the tests of a file. */
export interface TemporaryFiles {
  /** The path of a name in the folder; nothing is made. */
  path(name: string): string;
  /** Writes a capture under a name of its own, and gives its path. */
  write(bytes: Uint8Array): string;
}

/** Called at the top of a test file: makes the folder before its tests and removes it after them. */
export function temporaryFiles(): TemporaryFiles {
  let folder = '';
  let written = 0;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pathOf = (name: string): string => path.join(folder, name);
  return {
    path: pathOf,
    write: (bytes) => {
      const name = pathOf(`${written++}.scap`);
      writeFileSync(name, bytes);
      return name;
    },
  };
}
