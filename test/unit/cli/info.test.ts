import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments';
import { UsageError } from '../../../src/cli/usageError';
import { type CommandRun, runCommand } from '../../support/commandRun';
import { cutOff } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { temporaryFiles } from '../../support/temporaryFiles';

const CAPTURE = drawnCapture(
  Array.from({ length: 2000 }, (_, index) => `${index + 1} 10:00:00.00000${1000 + index} 0 sh (1) > close fd=3`).join(
    '\n',
  ),
);

const file = temporaryFiles().write;

const run = (...args: string[]): Promise<CommandRun> => runCommand(args);

describe('scaplens info', () => {
  it.each([
    ['a plain capture', CAPTURE],
    ['a compressed one', gzipSync(CAPTURE)],
  ])('says what %s holds and lacks', async (_what, bytes) => {
    const { status, out, errors } = await run('info', file(bytes));
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(out).toMatch(/^Host: +host\n/);
    expect(out).toContain('\nEvents:                 2000, of which 2000 are listed without a filter\n');
    expect(out).toContain('\nEnters without exit:    2000\n');
  });

  it('says the same as JSON', async () => {
    const { out } = await run('info', '--json', file(CAPTURE));
    const json: unknown = JSON.parse(out);
    expect(json).toMatchObject({ events: { all: 2000, shown: 2000 }, lacks: { unpaired: { exits: 0, enters: 2000 } } });
  });

  it('tells of damage, inside the capture and of the file, and still ends with 0', async () => {
    const cut = await run('info', file(cutOff(CAPTURE, CAPTURE.length - 4)));
    expect(cut.out).toMatch(/^Damage: +The capture is cut off/m);
    const zipped = gzipSync(CAPTURE);
    const truncated = await run('info', '-j', file(cutOff(zipped, zipped.length - 20)));
    expect(truncated.out).toContain('"reason": "truncated-gzip"');
    expect([cut.status, truncated.status]).toEqual([0, 0]);
  });

  it('ends with 1 where the file is not a capture', async () => {
    const { status, out, errors } = await run('info', file(Buffer.from('#!/bin/sh\n')));
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(errors).toMatch(/^scaplens: error: .*not a capture/);
  });

  it.each([[['info']], [['info', 'a.scap', 'b.scap']], [['info', '']]])('takes one file: %j', (args) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
  });
});

describe('--inflate-limit', () => {
  it('stops the reading of a compressed capture after so many bytes, with a warning', async () => {
    const many = drawnCapture(
      Array.from(
        { length: 30_000 },
        (_, index) => `${index + 1} 10:00:00.0000${10_000 + index} 0 sh (1) > close fd=3`,
      ).join('\n'),
    );
    const name = file(gzipSync(many));
    const { status, out, errors } = await run('-r', name, '--inflate-limit', '1100000', '-p', '%evt.num');
    expect(status).toBe(0);
    expect(out.split('\n').length).toBeLessThan(30_000);
    expect(out.split('\n').length).toBeGreaterThan(20_000);
    expect(errors).toMatch(/warning: .*may inflate to 1100000 bytes\. All events before it are shown\./);
    expect((await run('info', name, '--inflate-limit=1100000')).out).toMatch(/^Damage: +Reading was stopped/m);
    expect((await run('-r', name, '-p', '%evt.num')).errors).toBe('');
  });

  it.each(['0', '-1', '64GiB', '1e9', ''])('has to be a whole number of bytes, not %j', (limit) => {
    expect(() => parseArguments(['-r', 'a.scap', `--inflate-limit=${limit}`])).toThrow(UsageError);
  });
});
