import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/commandRun';
import { drawnCapture } from '../../support/drawnCapture';
import { capturePath, OWN_FIXTURES } from '../../support/expectations';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();
const CONFD = capturePath(OWN_FIXTURES, 'confd-template-classic');
const DNS = capturePath(OWN_FIXTURES, 'dns-ndots-classic');

/** As the command is run, its output line by line. */
async function run(...args: string[]): Promise<{ status: number; lines: string[]; said: string }> {
  const { status, out, errors } = await runCommand(args);
  return { status, lines: out.split('\n').slice(0, -1), said: errors };
}

describe('scaplens http', () => {
  it('prints each request with its answer, and the body where that is asked', async () => {
    const { lines, status } = await run('http', '-r', CONFD, '--bodies');
    expect(status).toBe(0);
    expect(lines[0]).toMatch(
      /^\d+ [\d:.]+ confd ▸ .* GET \/v2\/keys\/\S+ HTTP\/1\.1 → 200 OK, 2355 bytes of application\/json, /,
    );
    expect(lines[1]).toBe('    < {');
    expect(lines.join('\n')).toContain('frontend2');
  });

  it('says how long a request waited for the name of its server', async () => {
    const { lines } = await run('http', '-r', DNS, 'proc.name=curl');
    expect(lines[1]).toMatch(
      /^ {4}10\.00s of DNS before the connection: \d+ questions for backend\.critical-app\.example/,
    );
    const [object] = (await run('http', '-r', DNS, '--json', 'proc.name=curl')).lines.map((line) => JSON.parse(line));
    expect(object.lookup).toMatchObject({
      name: 'backend.critical-app.example',
      duration: expect.closeTo(10.0e9, -8),
      firstEvent: 2538,
      connectEvent: 4087,
    });
    expect(object.lookup.questions).toContainEqual({
      event: 4028,
      name: 'backend.critical-app.example',
      type: 'A',
      code: 'No error',
      latency: expect.any(Number),
    });
  });

  it('prints objects for programs', async () => {
    const { lines } = await run('http', '-r', CONFD, '--json');
    const [first] = lines.map((line): unknown => JSON.parse(line));
    expect(first).toMatchObject({
      client: { process: 'confd' },
      request: { line: expect.stringMatching(/^GET /), bodyLength: 0 },
      response: { line: 'HTTP/1.1 200 OK', bodyMissing: 0, isComplete: true },
    });
  });

  it('prints those that have an event which the filter keeps', async () => {
    expect((await run('http', '-r', CONFD, 'proc.name', '=', 'nobody')).lines).toEqual([]);
    const all = (await run('http', '-r', CONFD)).lines;
    expect((await run('http', '-r', CONFD, 'proc.name=confd')).lines.length).toBeLessThanOrEqual(all.length);
    expect((await run('http', '-r', CONFD, 'proc.name=confd')).lines.length).toBeGreaterThan(0);
  });
});

describe('scaplens dns', () => {
  it('prints each question with its answer, and below it what was passed on', async () => {
    const { lines } = await run('dns', '-r', DNS);
    const name = 'backend.critical-app.example';
    expect(lines.filter((line) => line.includes(' A '))[0]).toMatch(
      new RegExp(`^2538 [\\d:.]+ curl ▸ dnsmasq A ${name}.critical-app.svc.cluster.local → No such name, \\d+us$`),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}2666 .* dnsmasq ▸ python3 A .*localdomain → no answer$/));
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`A ${name} → A 127\\.0\\.0\\.80, `)));
  });
});

describe('scaplens files', () => {
  it('prints what was written under the path that it had in the end', async () => {
    const { lines } = await run('files', '-r', CONFD, '--', 'evt.type=write and proc.name=confd');
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d+ \S+ confd wrote 383 bytes: \S+\/haproxy\.cfg, written as \S+\/\.haproxy\.cfg\w+, renamed by event \d+$/,
      ),
    ]);
  });

  it('prints the file that an event is about', async () => {
    const event = (await run('files', '-r', CONFD, 'evt.type=write and proc.name=confd')).lines[0].split(' ')[0];
    const { lines } = await run('files', '-r', CONFD, '--event', event);
    expect(lines[0]).toBe('global');
    expect(lines).toContain('  server frontend2 :80 check');
  });

  it('says so where an event is about no file', async () => {
    expect(await run('files', '-r', CONFD, '--event', '1')).toMatchObject({ status: 1, lines: [] });
    const { said } = await run('files', '-r', CONFD, '--event', '99999999');
    expect(said).toMatch(/^scaplens: There is no event 99999999; the capture has \d+\.\n$/);
  });
});

describe('scaplens streams', () => {
  const TERMINAL = `
    app (1) > open
    app (1) < open fd=3 name=/dev/pts/0 flags=3 mode=0
    app (1) > write fd=3 size=10
    app (1) < write res=10 data="a\\x1b[2Jb\\r\\nc"`;

  it('prints how much was read and written, and who was at the other end', async () => {
    const { lines } = await run('streams', '-r', CONFD, 'proc.name=confd and fd.type=ipv4');
    expect(lines[0]).toMatch(
      /^\d+ \S+ confd.* ipv4 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: read \d+, wrote \d+ bytes in \d+ calls/,
    );
  });

  it('says of a call that wrote less than it was asked to how much was left', async () => {
    const capture = drawnCapture(`
      fd 1 3 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
      app (1) > write fd=3 size=10
      app (1) < write res=4 data=abcd
      app (1) > write fd=3 size=6
      app (1) < write res=6 data=efghij`);
    const { lines } = await run('streams', '-r', files.write(capture), '--event', '2');
    expect(lines).toEqual([
      expect.stringMatching(/^> event 2 \S+ app, 6 more bytes were not taken$/),
      'abcd',
      expect.stringMatching(/^> event 4 \S+ app$/),
      'efghij',
    ]);
  });

  it('prints a conversation call by call, and nothing of it reaches the terminal as a command', async () => {
    const { lines } = await run('streams', '-r', files.write(drawnCapture(TERMINAL)), '--event', '4');
    expect(lines).toEqual([expect.stringMatching(/^> event 4 \S+ app$/), 'a\\x1b[2Jb', 'c⟨1 byte not in the capture⟩']);
  });
});

describe('scaplens streams --requests', () => {
  const REDIS = `
    fd 1 3 unix /run/redis.sock
    app (1) > write fd=3 size=14
    app (1) < write res=14 data="*1\\r\\n$4\\r\\nPING\\r\\n"
    app (1) > read fd=3 size=99
    app (1) < read res=7 data="+PONG\\r\\n"`;

  it('says of a single call that it is one', async () => {
    const capture = files.write(drawnCapture(REDIS.split('\n').slice(0, 4).join('\n')));
    const { lines } = await run('streams', '-r', capture);
    expect(lines).toEqual([expect.stringMatching(/: read 0, wrote 14 bytes in 1 call$/)]);
  });

  it('names the protocol that is spoken, and shows what was asked and answered', async () => {
    const capture = files.write(drawnCapture(REDIS));
    const { lines } = await run('streams', '-r', capture, '--requests');
    expect(lines).toEqual([
      expect.stringMatching(/^2 \S+ app unix \/run\/redis\.sock Redis: read 7, wrote 14 bytes in 2 calls$/),
      expect.stringMatching(/^ {4}2 \S+ PING → PONG, 2\.00us$/),
    ]);
    const [object] = (await run('streams', '-r', capture, '--requests', '--json')).lines.map((line) =>
      JSON.parse(line),
    );
    expect(object).toMatchObject({
      protocol: 'Redis',
      requests: [{ event: 2, request: 'PING', answerEvent: 4, answer: 'PONG', failed: false, latency: 2000 }],
    });
  });

  it('names an overlay with the number of its network', async () => {
    const frame = `"\\x08\\x00\\x00\\x00\\x00\\x00\\x2a\\x00${'\\xff'.repeat(6)}${'\\x02'.repeat(6)}\\x08\\x06"`;
    const capture = drawnCapture(`
      fd 1 3 ipv4 10.0.0.1:40000->10.0.0.2:4789 udp
      vx (1) > sendto fd=3 size=22 tuple=NULL
      vx (1) < sendto res=22 data=${frame}`);
    const { lines } = await run('streams', '-r', files.write(capture));
    expect(lines[0]).toContain('10.0.0.1:40000->10.0.0.2:4789 VXLAN over UDP, network 42: read 0, wrote 22');
    const packets = await run('packets', '-r', files.write(capture), '--tree');
    expect(packets.lines).toContainEqual('    network 42');
    expect(packets.lines).toContainEqual('        Network identifier: 42 [4–6]');
  });
});

describe('scaplens streams --pcapng', () => {
  /** Packets of a pcapng file: blocks of type 6. Source: the pcapng specification, §4.3. */
  function packets(name: string): number {
    const file = readFileSync(name);
    let count = 0;
    for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) if (file.readUInt32LE(at) === 6) count++;
    return count;
  }

  it('writes the conversations of sockets as packets, and prints nothing', async () => {
    const target = files.path('all.pcapng');
    expect(await run('streams', '-r', CONFD, '--pcapng', target)).toEqual({ status: 0, lines: [], said: '' });
    expect(packets(target)).toBe(18);
  });

  it('writes those that have an event which the filter keeps, whole', async () => {
    const target = files.path('some.pcapng');
    await run('streams', '-r', CONFD, '--pcapng', target, 'fd.port=4001 and evt.type=connect');
    expect(packets(target)).toBe(6);
    await run('streams', '-r', CONFD, '--pcapng', target, 'proc.name=nobody');
    expect(packets(target)).toBe(0);
  });

  it('writes the one that an event is about, and says so where it is about none', async () => {
    const target = files.path('one.pcapng');
    const [line] = (await run('streams', '-r', CONFD, 'fd.type=ipv4')).lines;
    expect((await run('streams', '-r', CONFD, '--pcapng', target, '--event', line.split(' ')[0])).status).toBe(0);
    expect(packets(target)).toBe(6);
    expect(await run('streams', '-r', CONFD, '--pcapng', target, '--event', '1')).toMatchObject({
      status: 1,
      said: 'scaplens: Event 1 is about no connection and no datagram of a socket of IPv4 or IPv6.\n',
    });
  });
});

describe('what follows the name of the command', () => {
  it.each([
    [['http'], 'Say which capture to read: http -r FILE.'],
    [['dns', '-r', 'x', '--bodies'], '--bodies goes with http only.'],
    [['http', '-r', 'x', '--event', '3'], '--event goes with streams and files only.'],
    [['dns', '-r', 'x', '--requests'], '--requests goes with streams only.'],
    [['http', '-r', 'x', '--pcapng', 'y'], '--pcapng goes with streams only.'],
    [['files', '-r', 'x', '--event', '0'], 'The number after --event has to be a whole number from 1 on'],
  ])('has to make sense: %j', async (args, message) => {
    const { status, said } = await run(...args);
    expect(status).toBe(2);
    expect(said).toContain(message);
  });
});
