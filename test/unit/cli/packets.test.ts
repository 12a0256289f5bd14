import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../../src/cli/visibleText';
import { type CommandRun, runCommand } from '../../support/commandRun';
import { drawnCapture } from '../../support/drawnCapture';
import { capturePath, OWN_FIXTURES } from '../../support/expectations';
import { temporaryFiles } from '../../support/temporaryFiles';

process.env.TZ = 'UTC';

const COLLISION = capturePath(OWN_FIXTURES, 'overlay-collision-exits');
const files = temporaryFiles();

const run = (...args: string[]): Promise<CommandRun> => runCommand(args, '1');

describe('scaplens packets', () => {
  it('prints a line for each packet of the events that the filter keeps, and what others say of it', async () => {
    const { status, out } = await run('packets', '-r', COLLISION, 'fd.name=/dev/net/tun', 'and', 'evt.num<2742');
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      '1 2213 00:03:41.262659776 fe80::a67b:61c2:a7e8:1a44 → ff02::2 ICMPv6 48 Router Solicitation',
      '2 2739 00:03:41.772228681 10.1.88.0 → 10.1.0.2 DNS 61 Standard query 0xb5c6 A www.example.com',
      '    No answer to this question is in the capture.',
      '    Packet 3 says why.',
      '3 2740 00:03:41.772317353 10.1.88.0 → 10.1.88.0 ICMP 56 Destination unreachable (Network unreachable)',
      '    About packet 2.',
      '',
    ]);
  });

  it('gives each packet as a JSON object that names its hops and links', async () => {
    const { out } = await run('packets', '-r', COLLISION, '--json', 'evt.num=2739 or evt.num=2740');
    const [query, error] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(query).toMatchObject({ number: 1, protocol: 'DNS', length: 61, question: 'unanswered', outcome: 2 });
    expect(error).toMatchObject({ number: 2, protocol: 'ICMP', cause: 1, hops: [{ event: 2740, call: 'write' }] });
  });

  it('writes a pcapng file and prints nothing', async () => {
    const target = files.path('out.pcapng');
    expect(await run('packets', '-r', COLLISION, '--pcapng', target)).toEqual({ status: 0, out: '', errors: '' });
  });

  it('writes the packets of the events that the filter keeps', async () => {
    const [all, one] = [files.path('all.pcapng'), files.path('one.pcapng')];
    await run('packets', '-r', COLLISION, '--pcapng', all);
    await run('packets', '-r', COLLISION, '--pcapng', one, 'evt.num=2739');
    expect(readFileSync(one).length).toBeLessThan(readFileSync(all).length / 4);
    expect(readFileSync(one).includes('event 2739: ')).toBe(true);
    expect(readFileSync(one).includes('event 2740: ')).toBe(false);
  });

  it('does not write over the capture that it reads', async () => {
    const { status, errors } = await run('packets', '-r', COLLISION, '--pcapng', COLLISION);
    expect(status).toBe(1);
    expect(errors).toContain('it is the capture that is read');
  });

  it('refuses a filter that is not valid, and says where', async () => {
    const { status, errors } = await run('packets', '-r', COLLISION, 'fd.nome=x');
    expect(status).toBe(1);
    expect(errors).toContain('fd.nome');
  });

  it('wants a capture', async () => {
    expect(await run('packets')).toMatchObject({ status: 2, errors: expect.stringContaining('packets -r FILE') });
  });

  it('writes what would steer a terminal as escapes', async () => {
    const capture = drawnCapture(`fd 1 5 file /dev/net/tun
      tund (1) > read fd=5 size=99
      tund (1) < read res=48 data="E\\x00\\x000\\x00\\x00\\x00\\x00@\\x06\\x00\\x00\\x0a\\x00\\x00\\x01\\x0a\\x00\\x00\\x02\\x10\\x00\\x00P\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x01P\\x18\\x00\\xff\\x00\\x00\\x00\\x00GET \\x1b \\r\\n"`);
    const { out } = await run('packets', '-r', files.write(capture), '--tree');
    expect(out).not.toContain('\x1b');
  });
});

describe('text for a terminal', () => {
  it('shows control characters and turns of direction, and leaves the rest', () => {
    expect(visibleText('a\x1b[31m\n\x7f\x9b\u202e é →')).toBe('a\\x1b[31m\\n\\x7f\\x9b\\u202e é →');
  });
});
