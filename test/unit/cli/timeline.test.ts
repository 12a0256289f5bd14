import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { timelineText } from '../../../src/session/timeline/timelineFile';
import { runCommand } from '../../support/commandRun';
import { drawnCapture } from '../../support/drawnCapture';
import { temporaryFiles } from '../../support/temporaryFiles';

const WEB = drawnCapture(`
machine web-1
1 10:00:00.000000010 0 nginx (100) > close fd=3
2 10:00:00.000000030 0 nginx (100) < close res=0
3 10:00:00.000000050 0 nginx (100) > close fd=4
`);
const DATABASE = drawnCapture(`
machine db-1
1 10:00:00.000000020 0 postgres (100) > close fd=7
2 10:00:00.000000030 0 postgres (100) < close res=0
`);
const FORMAT = '%evt.num %host.name %evt.rawtime.ns';

const files = temporaryFiles();

async function lines(...args: string[]): Promise<string[]> {
  const { out, errors, status } = await runCommand(args);
  expect({ errors, status }).toEqual({ errors: '', status: 0 });
  return out.split('\n').filter(Boolean);
}

/** A timeline's file beside the captures. */
function timeline(name: string, captures: Parameters<typeof timelineText>[0]): string {
  writeFileSync(files.path(name), timelineText(captures));
  return files.path(name);
}

describe('scaplens -r with several captures', () => {
  it('prints their events in order of time, each with its own number', async () => {
    expect(await lines('-r', files.write(WEB), '-r', files.write(DATABASE), '-p', FORMAT)).toEqual([
      '1 web-1 000000010',
      '1 db-1 000000020',
      '2 web-1 000000030',
      '2 db-1 000000030',
      '3 web-1 000000050',
    ]);
  });

  it('names the host in its own formats', async () => {
    const printed = await lines('-r', files.write(WEB), '-r', files.write(DATABASE));
    expect(printed[1]).toMatch(/^1 db-1 \d\d:00:00\.000000020 0 postgres \(100\) > close fd=7/);
  });

  it('keeps the threads of hosts apart', async () => {
    const names = await lines(
      '-r',
      files.write(WEB),
      '-r',
      files.write(DATABASE),
      '-p',
      '%proc.name',
      'thread.tid=100',
    );
    expect(names).toEqual(['nginx', 'postgres', 'nginx', 'postgres', 'nginx']);
  });

  it('filters by host', async () => {
    const args = ['-r', files.write(WEB), '-r', files.write(DATABASE), '-p', FORMAT];
    expect(await lines(...args, 'host.name=db-1')).toEqual(['1 db-1 000000020', '2 db-1 000000030']);
    expect(await lines(...args, 'host.name startswith web and evt.dir=<')).toEqual(['2 web-1 000000030']);
    expect(await lines(...args, 'not host.name exists')).toEqual([]);
  });

  it('counts limits in the order of time', async () => {
    const args = ['-r', files.write(WEB), '-r', files.write(DATABASE), '-p', FORMAT];
    expect(await lines(...args, '-n', '2')).toEqual(['1 web-1 000000010', '1 db-1 000000020']);
  });

  it("takes hosts and clocks from a timeline's file", async () => {
    const web = path.basename(files.write(WEB));
    const database = path.basename(files.write(DATABASE));
    const list = timeline('two.scaptimeline', [
      { file: web, host: 'front' },
      { file: database, clockOffset: 0.000015 },
    ]);
    expect(await lines('-r', list, '-p', FORMAT)).toEqual([
      '1 db-1 000000005',
      '1 front 000000010',
      '2 db-1 000000015',
      '2 front 000000030',
      '3 front 000000050',
    ]);
  });

  it.each([['-c', 'topprocs_cpu'], ['-w', 'out.scap'], ['-S'], ['-t', 'r'], ['-t', 'D']])(
    'refuses what is about one capture: %s',
    async (...options) => {
      const { status, errors } = await runCommand(['-r', 'a.scap', '-r', 'b.scap', ...options]);
      expect({ status, errors }).toEqual({ status: 2, errors: expect.stringMatching(/goes with one capture/) });
    },
  );

  it.each(['info', 'http -r', 'packets -r'])('refuses the file of a timeline for %s', async (words) => {
    const { status, errors } = await runCommand([...words.split(' '), 'a.scaptimeline']);
    expect({ status, errors }).toEqual({ status: 1, errors: expect.stringMatching(/reads one capture/) });
  });

  it("says what is wrong with a timeline's file", async () => {
    const list = timeline('wrong.scaptimeline', [{ file: '../a.scap' }]);
    const { status, errors } = await runCommand(['-r', list]);
    expect({ status, errors }).toEqual({ status: 1, errors: expect.stringMatching(/Capture 1 of the timeline/) });
  });
});
