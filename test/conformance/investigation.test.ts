import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import { capturePath, isPresent, loadExpected, loadExpectedText, SHARED } from '../support/expectations';
import { askProgram, isProgramInstalled } from '../support/installedProgram';

process.env.TZ = 'UTC';

const CAPTURE = 'k8s-capture';

/** The events that the published investigation prints: curl's search through its domains, until the answer of nginx. */
const EVENTS = [
  10030, 10031, 10032, 10048, 10049, 10050, 10096, 10097, 10166, 10167, 10218, 10242, 10247, 10248, 10249, 10273, 10274,
  10343, 10345, 10396, 10418, 10433, 10434, 10437, 10478, 10479, 10523, 10524, 10690, 10691, 10702, 10703, 10717, 10718,
  58215, 58216, 58292, 58293, 58294, 75904, 75923, 75927, 104208, 104209, 104406, 104457, 107992, 108002, 108005,
  108006, 108024,
];
const FILTER = `evt.num in (${EVENTS.join(', ')})`;

/** How the investigation shows what curl read. */
const RESOLVER = ['-pk', '-A', '-c', 'echo_fds', 'disable_color', 'fd.type=file and fd.name=/etc/resolv.conf'];

async function printed(args: readonly string[]): Promise<string> {
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await runCli(['-r', capturePath(SHARED, CAPTURE), ...args], { out, errors: out }, () => '');
  return text;
}

describe.skipIf(!isPresent(SHARED, 'the published investigation'))('the published investigation of a slow curl', () => {
  it('has the recorded lines, all of them', async () => {
    const wanted = new Set(EVENTS.map(String));
    const recorded = (loadExpected(SHARED, CAPTURE, 'default.txt') ?? []).filter((line) =>
      wanted.has(line.split(' ')[0]),
    );
    expect(recorded).toHaveLength(EVENTS.length);
    expect((await printed([FILTER])).split('\n').slice(0, -1)).toEqual(recorded);
  });

  it('shows what curl read of /etc/resolv.conf', async () => {
    const recorded = loadExpectedText(SHARED, CAPTURE, 'chisels/echo_fds.resolv.conf.txt');
    expect(recorded).toContain('search critical-app.svc.cluster.local svc.cluster.local cluster.local localdomain');
    expect(await printed(RESOLVER)).toBe(recorded);
  });

  describe.skipIf(!isProgramInstalled())('asked of sysdig itself', () => {
    it.each([['-pk', '-d', FILTER], ['-pc', '-d', '-t', 'a', FILTER], ['-A', '-d', FILTER], RESOLVER])(
      'is the same: %s %s',
      async (...args) => {
        const { out } = askProgram(['-r', capturePath(SHARED, CAPTURE), ...args]);
        expect(out).not.toBe('');
        expect(await printed(args)).toBe(out);
      },
    );
  });
});
