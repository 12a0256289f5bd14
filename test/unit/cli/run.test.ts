import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/run';
import { cutOff } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { temporaryFiles } from '../../support/temporaryFiles';

const CAPTURE = drawnCapture(`
1 10:00:00.000000000 0 curl (100) > read fd=3 size=10
2 10:00:00.000000005 1 curl (100) < read res=2 data=ab
3 10:00:00.000000007 1 curl (100) > procinfo cpu_usr=1 cpu_sys=2
4 10:00:00.000000009 0 bash (101) > close fd=3
`);

const files = temporaryFiles();
const file = files.write;

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

  it('with --sort time prints late events where they belong, with their numbers, and -n counts in that order', async () => {
    const late = file(
      gzipSync(
        drawnCapture(`
1 10:00:00.000000010 0 curl (100) > close fd=3
2 10:00:00.000000030 0 curl (100) < close res=0
3 10:00:00.000000020 1 bash (101) > close fd=4
4 10:00:00.000000030 1 bash (101) < close res=0
`),
      ),
    );
    expect((await run('-r', late)).numbers).toEqual(['1', '2', '3', '4']);
    expect((await run('-r', late, '--sort', 'time')).numbers).toEqual(['1', '3', '2', '4']);
    expect((await run('-r', late, '--sort', 'time', '-n', '2')).numbers).toEqual(['1', '3']);
    expect((await run('-r', late, '--sort', 'time', 'proc.name=curl')).numbers).toEqual(['1', '2']);
    const { out } = await run('-r', late, '--sort', 'time', '-t', 'D', '-p', '%evt.num %evt.outputtime');
    expect(out).toBe('1 0.000000000\n3 0.000000010\n2 0.000000010\n4 0.000000000\n');
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
    const { status, errors } = await run('-r', files.path('none'));
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

describe('what is printed', () => {
  it('has the format after -p, with its escapes', async () => {
    const { out } = await run('-r', file(CAPTURE), '-p', '%evt.num\\t%evt.type\\\\');
    expect(out).toBe('1\tread\\\n2\tread\\\n4\tclose\\\n');
  });

  it('is one JSON object a line with -j', async () => {
    const { out } = await run('-r', file(CAPTURE), '-j', '-p', '%evt.num %evt.dir');
    expect(out).toBe('{"evt.dir":">","evt.num":1}\n{"evt.dir":"<","evt.num":2}\n{"evt.dir":">","evt.num":4}\n');
  });

  it('is only the summary with -q -S, which counts internal events, too', async () => {
    const { out } = await run('-r', file(CAPTURE), '-q', '-S');
    expect(out.split('\n').slice(3)).toEqual([
      '< read            1',
      '> close           1',
      '> procinfo        1',
      '> read            1',
      '',
    ]);
  });

  it('ends with the summary with -S alone', async () => {
    const { out } = await run('-r', file(CAPTURE), '-S', 'evt.num=2');
    expect(out).toMatch(/^2 .*\n-{22}\nEvent {11}#Calls\n-{22}\n< read {12}1\n$/);
  });

  it('says on the error stream how much was read with -v', async () => {
    const { out, errors } = await run('-r', file(CAPTURE), '-q', '-v');
    expect(out).toBe('');
    expect(errors).toMatch(
      /^Driver Events:0\nDriver Drops:0\nSuppressed by Comm:0\nElapsed time: \d+\.\d{3}, Captured Events: 4, \d+\.\d{2} eps\n$/,
    );
  });

  it('leaves the error stream to the progress with -P, which ends at 100', async () => {
    const { errors } = await run('-r', file(CAPTURE), '-q', '-P');
    expect(errors).toMatch(/^(\r *\d+\.\d\d)+\n$/);
    expect(errors.endsWith('\r100.00\n')).toBe(true);
  });

  it('stops when the seconds after -M have gone by', async () => {
    const late = drawnCapture(`
      1 10:00:00.000000000 0 curl (100) > close fd=3
      2 10:00:00.999999999 0 curl (100) < close res=0
      3 10:00:01.000000000 0 curl (100) > close fd=4
    `);
    expect((await run('-r', file(late), '-M', '1')).numbers).toEqual(['1', '2']);
  });

  it('is chosen by the filter with -d, which leaves the counting of -n and -S alone', async () => {
    const { numbers } = await run('-r', file(CAPTURE), '-d', '-n', '3', 'proc.name=bash or evt.dir=<');
    expect(numbers).toEqual(['2']);
    const { out } = await run('-r', file(CAPTURE), '-d', '-S', 'evt.num=2');
    expect(out).toMatch(/^2 [^\n]*\n-[^0]*> procinfo {8}1\n/);
  });

  it('has colours only on a terminal', async () => {
    const out = collector();
    const streams = { out: out.stream, errors: collector().stream, isTerminal: true };
    await runCli(['-r', file(CAPTURE), '-n', '1'], streams, () => '');
    expect(out.text()).toContain('\x1b[01;32mcurl\x1b[00m');
    expect((await run('-r', file(CAPTURE))).out).not.toContain('\x1b');
  });

  it('marks what is wrong in a format with carets, and ends with 1', async () => {
    const { status, out, errors } = await run('-r', file(CAPTURE), '-p', '%evt.num %evt.nope');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    const [message, format, carets] = errors.split('\n');
    expect(message).toMatch(/^scaplens: format, at character 11: invalid formatting token evt\.nope/);
    expect([format, carets]).toEqual(['  %evt.num %evt.nope', '            ^^^^^^^^']);
  });
});

describe('a chisel', () => {
  it('takes the place of the lines, and the filter restricts its events', async () => {
    const { status, out } = await run('-r', file(CAPTURE), '-c', 'topscalls', 'proc.name=bash');
    expect(status).toBe(0);
    expect(out).toContain('close');
    expect(out).not.toContain('read');
  });

  it('takes the next word as its argument', async () => {
    const coloured = await run('-r', file(CAPTURE), '-c', 'echo_fds', 'evt.num>0');
    const plain = await run('-r', file(CAPTURE), '-c', 'echo_fds', 'disable_color', 'evt.num>0');
    expect(coloured.out).toContain('\x1b[');
    expect(plain.out).not.toContain('\x1b[');
  });

  it.each([
    [['-c', 'nope'], "There is no chisel named 'nope'"],
    [['-c', 'fdbytes_by'], 'fdbytes_by'],
  ])('that cannot run is refused: %j', async (args, message) => {
    const { status, out, errors } = await run('-r', file(CAPTURE), ...args);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(errors).toContain(message);
  });
});

describe('-w', () => {
  it.each([
    ['plain', []],
    ['compressed', ['-z']],
  ])('writes what the filter keeps as a capture, %s, and prints nothing', async (_form, options) => {
    const written = files.path('part.scap');
    const { status, out, errors } = await run('-r', file(CAPTURE), '-w', written, ...options, 'evt.dir=<');
    expect({ status, out, errors }).toEqual({ status: 0, out: '', errors: '' });
    expect(readFileSync(written)[0] === 0x1f).toBe(options.length > 0);
    const { out: again } = await run('-r', written, '-p', '%evt.type %evt.dir');
    expect(again).toBe('read <\n');
  });

  it('refuses to write over the capture that it reads', async () => {
    const name = file(CAPTURE);
    const { status, errors } = await run('-r', name, '-w', name);
    expect(status).toBe(1);
    expect(errors).toContain('it is the capture that is read');
    expect(readFileSync(name)).toEqual(Buffer.from(CAPTURE));
  });

  it('says why a file cannot be written', async () => {
    const { status, errors } = await run('-r', file(CAPTURE), '-w', files.path('none/b.scap'));
    expect(status).toBe(1);
    expect(errors).toContain('cannot be written');
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

  it('-l lists the fields, -L the events with their parameters, -cl the chisels, -pp the format', async () => {
    expect((await run('-l')).out).toMatch(/^ {2}proc\.name {2,}Name of the program/m);
    expect((await run('-L')).out).toContain('> close(FD fd)\n');
    expect((await run('-cl')).out).toMatch(/^ {2}fdbytes_by \S+ {2,}\S/m);
    expect((await run('-pc', '-pp')).out).toMatch(/^\*%evt\.num .*%container\.name/);
  });
});
