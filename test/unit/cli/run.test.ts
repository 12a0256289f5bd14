import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/run';
import { cutOff } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';

const CAPTURE = drawnCapture(`
1 10:00:00.000000000 0 curl (100) > read fd=3 size=10
2 10:00:00.000000005 1 curl (100) < read res=2 data=ab
3 10:00:00.000000007 1 curl (100) > procinfo cpu_usr=1 cpu_sys=2
4 10:00:00.000000009 0 bash (101) > close fd=3
`);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(bytes: Uint8Array): string {
  const name = path.join(folder, `${Math.random()}.scap`);
  writeFileSync(name, bytes);
  return name;
}

/** Collects what is written. With `limit`, the reader goes away after so many bytes, as `head` does. */
function collector(limit = Number.POSITIVE_INFINITY): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done(text.length > limit ? Object.assign(new Error('nobody reads'), { code: 'EPIPE' }) : null);
    },
  });
  return { stream, text: () => text };
}

async function run(...args: string[]): Promise<{ status: number; numbers: string[]; out: string; errors: string }> {
  const out = collector();
  const errors = collector();
  const status = await runCli(args, { out: out.stream, errors: errors.stream }, () => '1.2.3');
  const numbers = out
    .text()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ')[0]);
  return { status, numbers, out: out.text(), errors: errors.text() };
}

describe('scaplens -r', () => {
  it('prints a line for every event that is not hidden, and ends with 0', async () => {
    const { status, numbers, out, errors } = await run('-r', file(CAPTURE));
    expect(numbers).toEqual(['1', '2', '4']);
    expect(out).toMatch(/^2 \d\d:00:00\.000000005 1 curl \(100\) < read res=2 data=ab $/m);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
  });

  it('reads gzip by content', async () => {
    expect((await run('-r', file(gzipSync(CAPTURE)))).numbers).toEqual(['1', '2', '4']);
  });

  it('keeps what the filter keeps', async () => {
    expect((await run('-r', file(CAPTURE), 'proc.name=curl', 'and', 'evt.dir', '=', '<')).numbers).toEqual(['2']);
  });

  it.each([
    ['1', ['1']],
    ['2', ['1', '2']],
    ['3', ['1', '2']],
    ['4', ['1', '2', '4']],
  ])('-n %s counts the internal events that are not printed', async (count, numbers) => {
    expect((await run('-r', file(CAPTURE), '-n', count)).numbers).toEqual(numbers);
  });

  it('-n counts the events that the filter keeps', async () => {
    expect((await run('-r', file(CAPTURE), '-n', '1', 'evt.num>1')).numbers).toEqual(['2']);
  });

  it('marks what is wrong in a filter with carets, and ends with 1', async () => {
    const { status, out, errors } = await run('-r', file(CAPTURE), 'proc.nam=curl');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    const [message, filter, carets] = errors.split('\n');
    expect(message).toMatch(/^scaplens: filter, at character 1: .*proc\.nam/);
    expect(filter).toBe('  proc.nam=curl');
    expect(carets).toBe('  ^^^^^^^^');
  });

  it('prints what lies before damage, warns, and ends with 0', async () => {
    const { status, numbers, errors } = await run('-r', file(cutOff(CAPTURE, CAPTURE.length - 4)));
    expect(numbers).toEqual(['1', '2']);
    expect(errors).toMatch(/^scaplens: warning: .*cut off at byte/);
    expect(status).toBe(0);
  });

  it.each([
    ['is empty', new Uint8Array(0), 'empty'],
    ['is not a capture', Buffer.from('#!/bin/sh\necho\n'), 'not a capture'],
    ['is cut off before its first event', cutOff(CAPTURE, 40), 'cut off'],
  ])('ends with 1 and says why when the file %s', async (_what, bytes, message) => {
    const { status, out, errors } = await run('-r', file(bytes));
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(errors).toMatch(/^scaplens: error: /);
    expect(errors).toContain(message);
  });

  it('ends with 1 when the file cannot be opened', async () => {
    const { status, errors } = await run('-r', path.join(folder, 'none'));
    expect(status).toBe(1);
    expect(errors).toBe('scaplens: error: The file cannot be opened: it does not exist.\n');
  });

  it('ends quietly with 0 when nobody reads its output any more', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, row) => `${row + 1} 10:00:00.00000${1000 + row} 0 sh (1) > close fd=3`,
    );
    const name = file(drawnCapture(lines.join('\n')));
    const out = collector(1000);
    const errors = collector();
    const status = await runCli(['-r', name], { out: out.stream, errors: errors.stream }, () => '');
    expect({ status, errors: errors.text() }).toEqual({ status: 0, errors: '' });
    expect(out.text().length).toBeLessThan(100_000);
  });
});

describe('scaplens', () => {
  it('ends with 2 when the arguments are wrong, and points to the help', async () => {
    const { status, errors } = await run('--nonsense');
    expect(status).toBe(2);
    expect(errors).toContain('--nonsense');
    expect(errors).toContain('scaplens --help');
  });

  it('--version prints the version, --help how it is used', async () => {
    expect(await run('--version')).toMatchObject({ status: 0, out: 'scaplens version 1.2.3\n' });
    expect((await run('--help')).out).toContain('Usage: scaplens -r FILE');
  });
});
