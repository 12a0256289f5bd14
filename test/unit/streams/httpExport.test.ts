import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readHttpHead } from '../../../src/engine/packets/dissectors/httpHead';
import { curlCommand } from '../../../src/engine/streams/http/curlCommand';
import { httpArchive } from '../../../src/engine/streams/http/har';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

const SERVER = { authority: '10.0.0.9:80', socketPath: undefined };

function curl(
  text: string,
  body: string | Uint8Array = '',
  server: Parameters<typeof curlCommand>[0]['server'] = SERVER,
) {
  const bytes = new TextEncoder().encode(text);
  const head = readHttpHead(bytes, 0, bytes.length);
  if (!head) throw new Error('No head.');
  return curlCommand({ head, server, body: typeof body === 'string' ? new TextEncoder().encode(body) : body });
}

/** The words that a shell makes of a command. */
function words(command: string): string[] {
  const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

describe('a request as curl command', () => {
  it('has its address, its headers and its body', () => {
    expect(curl("POST /v1?a=b HTTP/1.1\r\nHost: api:8080\r\nContent-Length: 2\r\nX-A: it's\r\n\r\n", '{}')).toBe(
      "curl --globoff --path-as-is -H 'X-A: it'\\''s' --data-raw '{}' 'http://api:8080/v1?a=b'",
    );
    expect(curl('DELETE /x HTTP/1.1\r\n\r\n')).toBe("curl --globoff --path-as-is -X 'DELETE' 'http://10.0.0.9:80/x'");
    expect(curl('HEAD / HTTP/1.1\r\n\r\n')).toContain('--head');
  });

  it('goes to a unix socket where the request did', () => {
    const server = { authority: 'localhost', socketPath: '/run/docker.sock' };
    expect(curl('GET /info HTTP/1.1\r\n\r\n', '', server)).toBe(
      "curl --globoff --path-as-is --unix-socket '/run/docker.sock' 'http://localhost/info'",
    );
  });

  it('has nothing in it that a shell, a terminal or curl would obey', () => {
    const hostile = curl(
      "GET /$(id)`id`'; id HTTP/1.1\r\n".replace('; id', ';id') +
        "Host: -x;id\r\n@/etc/passwd: x\r\nX-Tab: a\u001b[2J\u0007b'\\\r\n\r\n",
      "@/etc/passwd\n'; id\n",
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(hostile).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(words(hostile)).toEqual([
      'curl',
      '--globoff',
      '--path-as-is',
      '-X',
      'GET',
      '-H',
      "X-Tab: a\u001b[2J\u0007b'\\",
      '--data-raw',
      "@/etc/passwd\n'; id\n",
      "http://10.0.0.9:80/$(id)`id`';id",
    ]);
  });

  it('names a file for a body that is no text', () => {
    expect(curl('POST / HTTP/1.1\r\n\r\n', Uint8Array.of(1, 0, 255))).toContain(' --data-binary @body ');
  });

  it('never leaves HTTP', () => {
    expect(curl('GET file:///etc/passwd HTTP/1.1\r\n\r\n')).toContain("'http://10.0.0.9:80/file:///etc/passwd'");
  });
});

describe('exchanges as HTTP archive', () => {
  const drawn = new OpenedStreams(
    new DrawnTrace(`
    client (1) > socket domain=2 type=1 proto=0
    client (1) < socket fd=4 domain=2 type=1 proto=0
    client (1) > connect fd=4 addr=10.0.0.9:80
    client (1) < connect res=0 tuple=10.0.0.1:40000->10.0.0.9:80
    client (1) > write fd=4 size=57
    client (1) < write res=57 data="GET /a?q=%C3%A9&x HTTP/1.1\\x0d\\x0aHost: web\\x0d\\x0aAccept: */*\\x0d\\x0a\\x0d\\x0a"
    client (1) > read fd=4 size=99
    client (1) < read res=68 data="HTTP/1.1 200 OK\\x0d\\x0aContent-Type: image/png\\x0d\\x0aContent-Length: 3\\x0d\\x0a\\x0d\\x0a\\xff\\x00a"
    client (1) > write fd=4 size=18
    client (1) < write res=18 data="GET /b HTTP/1.1\\x0d\\x0a\\x0d\\x0a"`).opened,
  );
  const archive = JSON.parse(
    JSON.stringify(httpArchive(drawn.opened.trace, drawn.exchanges, { name: 'Scaplens', version: '1' })),
  );

  it('have what HAR 1.2 wants', () => {
    expect(archive.log).toMatchObject({ version: '1.2', creator: { name: 'Scaplens' } });
    expect(archive.log.entries).toHaveLength(2);
    const [{ request, response, timings, time, ...entry }] = archive.log.entries;
    expect(entry).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-.*Z$/),
      serverIPAddress: '10.0.0.9',
      cache: {},
      comment: 'Seen by the client; events 6 to 8',
    });
    expect(time).toBeCloseTo(timings.send + timings.wait + timings.receive);
    expect(request).toMatchObject({
      method: 'GET',
      url: 'http://web/a?q=%C3%A9&x',
      queryString: [
        { name: 'q', value: 'é' },
        { name: 'x', value: '' },
      ],
      bodySize: 0,
    });
    expect(response).toMatchObject({
      status: 200,
      content: { size: 3, mimeType: 'image/png', text: '/wBh', encoding: 'base64' },
    });
  });

  it('say where no answer is in the capture', () => {
    expect(archive.log.entries[1].response).toMatchObject({ status: 0, bodySize: -1 });
  });
});
