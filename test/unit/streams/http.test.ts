import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpBody, LARGEST_BODY } from '../../../src/engine/streams/http/httpBody';
import { type HttpMessage, readHttpMessages } from '../../../src/engine/streams/http/httpMessages';
import { type DrawnCall, drawnDirection } from '../../support/streamContent';

/** What a message is, in a line: start line, body as text, and what it lacks. */
function read(calls: readonly DrawnCall[], methods: readonly string[] = []): string[] {
  const bytes = drawnDirection(...calls);
  return readHttpMessages(bytes, methods).map((message: HttpMessage) => {
    const { bytes: body } = httpBody(message, bytes);
    const missing = message.bodyMissing > 0 ? ` missing ${message.bodyMissing}` : '';
    return `${message.head.line}|${new TextDecoder().decode(body)}|${message.isComplete ? 'whole' : 'cut'}${missing}`;
  });
}

describe('HTTP messages of a stream', () => {
  it('are told apart by their lengths, several in one call and one in several', () => {
    const calls = [
      'GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Le',
      'ngth: 5\r\n\r\nhe',
      'lloGET /c HTTP/1.1\r\n\r\n',
    ];
    expect(read(calls)).toEqual(['GET /a HTTP/1.1||whole', 'POST /b HTTP/1.1|hello|whole', 'GET /c HTTP/1.1||whole']);
  });

  it('have their chunks put together, extensions and trailers left out', () => {
    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n';
    expect(read([chunked, 'HTTP/1.1 204 No Content\r\n\r\n'])).toEqual([
      'HTTP/1.1 200 OK|hello!|whole',
      'HTTP/1.1 204 No Content||whole',
    ]);
  });

  it('have no body where the request or the status says so', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
    const calls = [
      head,
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    ];
    expect(read(calls, ['HEAD', 'GET', 'GET'])).toEqual([
      'HTTP/1.1 200 OK||whole',
      'HTTP/1.1 304 Not Modified||whole',
      'HTTP/1.1 200 OK|ok|whole',
    ]);
  });

  it('go on to the end of the stream where a response does not say how long it is', () => {
    expect(read(['HTTP/1.0 200 OK\r\n\r\nto', ' the', ' end'])).toEqual(['HTTP/1.0 200 OK|to the end|whole']);
  });

  it('step over data that the capture lacks', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n';
    expect(read([[`${head}abc`, 7], 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'])).toEqual([
      'HTTP/1.1 200 OK|abc|whole missing 7',
      'HTTP/1.1 404 Not Found||whole',
    ]);
  });

  it('step over lost data of a chunk, because its size is known', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(read([[`${head}a\r\nabc`, 7, '\r\n2\r\nzz\r\n0\r\n\r\n']])).toEqual(['HTTP/1.1 200 OK|abc|whole missing 7']);
  });

  it('are found again at the beginning of a later call where a size or a head was lost', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(
      read([[`${head}3\r\nabc\r\n`, 50], ['HTTP/1.1 500 Oops\r\nConte', 30], 'HTTP/1.1 204 No Content\r\n\r\n']),
    ).toEqual(['HTTP/1.1 200 OK|abc|cut', 'HTTP/1.1 500 Oops||cut', 'HTTP/1.1 204 No Content||whole']);
  });

  it('are none in what is no HTTP', () => {
    expect(read(['SSH-2.0-OpenSSH_9.2\r\n', '\0\0\x01'])).toEqual([]);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const)('have their %s undone', (coding, compress) => {
    const body = compress('hello hello hello');
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(read([head, body])).toEqual(['HTTP/1.1 200 OK|hello hello hello|whole']);
  });

  it('are inflated as far as the capture holds them', () => {
    const body = gzipSync(Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251)));
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
    const bytes = drawnDirection([head, body.subarray(0, body.length - 100), 100]);
    const [message] = readHttpMessages(bytes);
    const { bytes: inflated, lack } = httpBody(message, bytes);
    expect(inflated.length).toBeGreaterThan(0);
    expect(lack).toContain('before the first gap (100 are missing)');
  });

  it('stop at a stated size where a few bytes inflate to very many', () => {
    const body = gzipSync(Buffer.alloc(3 * LARGEST_BODY));
    const bytes = drawnDirection(
      `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
      body,
    );
    const inflated = httpBody(readHttpMessages(bytes)[0], bytes);
    expect(inflated.bytes.length).toBe(LARGEST_BODY);
    expect(inflated.lack).toContain('Only the first');
  });

  it('never overlap, never throw and end, whatever the bytes are', () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        'GET / HTTP/1.1\r\n',
        'HTTP/1.1 200 OK\r\n',
        '\r\n',
        'Transfer-Encoding: chunked\r\n',
        '5\r\nhello\r\n',
      ),
      fc.constantFrom('0\r\n\r\n', 'Content-Length: 99999999999999\r\n', 'Content-Encoding: gzip\r\n', 'fffffffff\r\n'),
      fc.uint8Array({ maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(fragment, { maxLength: 8 }), { maxLength: 6 }), (calls) => {
        const bytes = drawnDirection(...calls);
        let end = 0;
        for (const message of readHttpMessages(bytes)) {
          expect(message.range.start).toBeGreaterThanOrEqual(end);
          expect(message.range.end).toBeGreaterThan(message.range.start);
          expect(message.bodyLength).toBeLessThanOrEqual(bytes.end);
          httpBody(message, bytes);
          end = message.range.end;
        }
        expect(end).toBeLessThanOrEqual(bytes.end);
      }),
    );
  });
});
