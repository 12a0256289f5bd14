import { describe, expect, it } from 'vitest';
import { viewLines } from '../../support/viewOutput';

/** A request and its response as client and server see them. */
const EXCHANGE = `
  fd 100 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  fd 200 7 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  1 10:00:00.000000000 0 curl (100) > write fd=3 size=9
  2 10:00:00.001000000 0 curl (100) < write res=50 data="GET /a?b=c HTTP/1.1\\r\\nHost: www.example.org\\r\\nAccept: */*\\r\\n\\r\\n"
  3 10:00:00.002000000 0 nginx (200) > read fd=7 size=9
  4 10:00:00.003000000 0 nginx (200) < read res=50 data="GET /a?b=c HTTP/1.1\\r\\nHost: www.example.org\\r\\nAccept: */*\\r\\n\\r\\n"
  5 10:00:00.004000000 0 nginx (200) > write fd=7 size=9
  6 10:00:00.014999999 0 nginx (200) < write res=50 data="HTTP/1.1 404 Not Found\\r\\nContent-Length: 2048\\r\\n\\r\\n"
  7 10:00:00.016000000 0 curl (100) > read fd=3 size=9
  8 10:00:00.017000000 0 curl (100) < read res=50 data="HTTP/1.1 404 Not Found\\r\\nContent-Length: 2048\\r\\n\\r\\n"`;

const URL = 'www.example.org/a?b=c';

describe('httplog', () => {
  it('shows a transaction when its response begins: < for a server, > for a client', () => {
    expect(viewLines(EXCHANGE, 'httplog')).toEqual([
      `2020-01-01 10:00:00.014999999 < method=GET url=${URL} response_code=404 latency=11ms size=2048B`,
      `2020-01-01 10:00:00.017000000 > method=GET url=${URL} response_code=404 latency=16ms size=2048B`,
    ]);
  });

  it('shows the container where that is asked for', () => {
    expect(viewLines(EXCHANGE, 'httplog', { showsContainers: true })[0]).toMatch(/^\S+ \S+ host < method/);
  });

  it('is the same whatever mode data is shown in', () => {
    const lines = viewLines(EXCHANGE, 'httplog');
    expect(viewLines(EXCHANGE, 'httplog', { textOptions: { dataMode: 'hex' } })).toEqual(lines);
  });

  it('knows no response without a request, on another fd, or that is none', () => {
    const response = 'fd 9 3 unix a->b /s\nsh (9) > read fd=3\nsh (9) < read res=9 data="HTTP/1.1 200 OK\\r\\n"';
    expect(viewLines(response, 'httplog')).toEqual([]);
    expect(viewLines(EXCHANGE.replaceAll('fd=3 size=9\n  8', 'fd=4 size=9\n  8'), 'httplog')).toHaveLength(1);
    expect(viewLines(EXCHANGE.replaceAll('"HTTP/1.1', '"FTP/1.1'), 'httplog')).toEqual([]);
  });

  it('has an empty host and the size 0 where these are not told', () => {
    const short = EXCHANGE.replaceAll('Host: www.example.org\\r\\n', '').replaceAll('Content-Length: 2048\\r\\n', '');
    expect(viewLines(short, 'httplog')[0]).toContain('url=/a?b=c response_code=404 latency=11ms size=0B');
  });
});

describe('httptop', () => {
  it.each([
    ['', 'ncalls', '2'],
    ['ncalls', 'ncalls', '2'],
    ['bytes', 'bytes', '4.00KB'],
    ['time', 'time', '13ms'],
  ])('%s ranks requests by %s', (word, title, value) => {
    expect(viewLines(EXCHANGE, 'httptop', { word })).toEqual([
      `${title.padEnd(20)}method              url                 `,
      '-'.repeat(80),
      `${value.padEnd(20)}GET                 ${URL}`,
    ]);
  });

  it('refuses other measures', () => {
    expect(() => viewLines(EXCHANGE, 'httptop', { word: 'size' })).toThrow(/^httptop: .*not "size"/);
  });

  it('is JSON where that is asked for', () => {
    const { data } = JSON.parse(viewLines(EXCHANGE, 'httptop', { json: true }).join('\n'));
    expect(data).toEqual([['GET', URL, 2]]);
  });
});
