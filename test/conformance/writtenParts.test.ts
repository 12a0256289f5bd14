import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  capturePath,
  type ExpectationRoot,
  isPresent,
  loadCapture,
  OWN_FIXTURES,
  SHARED,
} from '../support/expectations';
import { compareLines, describeComparison } from '../support/lineComparison';
import { openTrace } from '../support/openedTrace';
import { keptEvents } from '../support/recordedFilters';
import { writtenPart } from '../support/writtenPart';

/** The version that reads the captures below, of both generations of blocks. */
const VERSION = '0.29.3';

const FILTERS = ['evt.dir=<', 'evt.type=read and evt.dir=<', 'fd.type=ipv4', 'fd.type=unix', 'proc.name=curl'];

function installedVersion(): string | undefined {
  try {
    return /\d+\.\d+\.\d+/.exec(execFileSync('sysdig', ['--version'], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined;
  }
}

/** What sysdig prints of a capture, by event number; an event may take several lines. */
function printed(file: string): Map<number, string> {
  const text = execFileSync('sysdig', ['-r', file], {
    encoding: 'latin1',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    maxBuffer: 256 * 1024 * 1024,
  });
  const events = new Map<number, string>();
  let number = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const [, digits, rest] = /^(\d+) (\d\d:\d\d:\d\d\.\d{9} .*)$/s.exec(line) ?? [];
    if (digits !== undefined) number = Number(digits);
    events.set(number, digits === undefined ? `${events.get(number)}\n${line}` : rest);
  }
  return events;
}

/** Lines with their place before them, by which they are compared: in a part, event numbers begin anew. */
function counted(lines: Iterable<string>): string[] {
  return [...lines].map((line, index) => `${index + 1} ${line}`);
}

const version = installedVersion();
if (version !== VERSION)
  console.warn(`SKIPPED: asking sysdig itself: ${VERSION} is wanted, ${version ?? 'none'} is here.`);

describe.skipIf(version !== VERSION)('sysdig prints of a part what it prints of those events in the whole', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const cases: [name: string, root: ExpectationRoot][] = [['dns-ndots-classic', OWN_FIXTURES]];
  if (isPresent(SHARED, 'parts of the shared captures')) {
    cases.push(['curl_google', SHARED], ['overlay-http-classic', SHARED], ['k8s-capture', SHARED]);
  }

  it.each(cases)('%s', async (name, root) => {
    const capture = loadCapture(root, name);
    const whole = openTrace(capture);
    const lines = printed(capturePath(root, name));
    let compared = 0;
    for (const filter of FILTERS) {
      const kept = keptEvents(whole, filter);
      if (typeof kept === 'string') throw new Error(kept);
      if (kept.length === 0) continue;
      const file = path.join(folder, 'part.scap');
      writeFileSync(file, (await writtenPart(whole, capture, kept)).bytes);
      const expected = kept.map((number) => lines.get(number) ?? 'not printed');
      const comparison = compareLines(counted(expected), counted(printed(file).values()));
      expect(comparison.differences.length === 0, `${filter}\n${describeComparison(comparison)}`).toBe(true);
      compared += comparison.total;
    }
    expect(compared).toBeGreaterThan(0);
  });
});
