import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled } from '../../../scripts/support/install.mjs';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'install-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Writes a lock file, and the record that npm leaves of what it has installed. */
function prepare(locked: Record<string, object>, installed?: Record<string, object>): void {
  fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }));
  if (installed) {
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.writeFileSync(path.join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }
}

describe('packages are taken as installed', () => {
  test('when npm has recorded the versions of the lock file', () => {
    prepare({ 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(true);
  });

  test('when only optional ones, for other platforms, are missing', () => {
    prepare({ 'node_modules/a': { version: '1.0.0', optional: true } }, {});
    expect(isInstalled(folder)).toBe(true);
  });
});

describe('packages are installed anew', () => {
  test('on a fresh clone', () => {
    prepare({ 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(false);
  });

  test('when the lock file names one more', () => {
    prepare({ 'node_modules/a': { version: '1.0.0' } }, {});
    expect(isInstalled(folder)).toBe(false);
  });

  test('when the lock file names another version', () => {
    prepare({ 'node_modules/a': { version: '1.0.1' } }, { 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(false);
  });
});
