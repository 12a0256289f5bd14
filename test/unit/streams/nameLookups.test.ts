import { describe, expect, it } from 'vitest';
import { lookupText } from '../../../src/engine/streams/nameLookups';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

/** A message about the A record of a name; with an address, the answer. */
function dns(id: number, name: string, address?: string): string {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const question = [...labels, 0, 0, 1, 0, 1];
  const answer = address ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)] : [];
  const head = [0, id, address ? 0x81 : 1, address ? 0x80 : 0, 0, 1, 0, address ? 1 : 0, 0, 0, 0, 0];
  const bytes = [...head, ...question, ...answer];
  return `res=${bytes.length} data="${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
}

const ask = (second: number, id: number, name: string): string => `
  10:00:${10 + second}.000000000 app (1) > sendto fd=3 size=99 tuple=NULL
  10:00:${10 + second}.000000000 app (1) < sendto ${dns(id, name)}`;
const answered = (second: number, id: number, name: string, address: string): string => `
  10:00:${10 + second}.000000000 app (1) > recvfrom fd=3 size=512
  10:00:${10 + second}.000000000 app (1) < recvfrom ${dns(id, name, address)} tuple=NULL`;
const request = (second: number, fd: number, host: string, port = 40_000 + fd): string => `
  10:00:${10 + second}.000000000 app (1) > socket domain=2 type=1 proto=0
  10:00:${10 + second}.000000000 app (1) < socket fd=${fd} domain=2 type=1 proto=0
  10:00:${10 + second}.000000000 app (1) > connect fd=${fd} addr=10.0.0.9:80
  10:00:${10 + second}.500000000 app (1) < connect res=0 tuple=10.0.0.1:${port}->10.0.0.9:80
  10:00:${11 + second}.000000000 app (1) > write fd=${fd} size=99
  10:00:${11 + second}.000000000 app (1) < write res=${25 + host.length} data="GET / HTTP/1.1\\r\\nHost: ${host}\\r\\n\\r\\n"`;

/** What was asked before each request, as text; undefined for nothing. */
function lookups(...calls: string[]): (string | undefined)[] {
  const lines = calls.join('').trim().split('\n');
  const placed = lines.map((line, at) => line.trim().replace(/^\S+/, (time) => `${at + 1} ${time} 0`));
  const streams = new OpenedStreams(
    new DrawnTrace(`process 1 app pid=1 cwd=/ exe=app
    fd 1 3 ipv4 10.0.0.1:5353->10.0.0.2:53 udp
    ${placed.join('\n')}`).opened,
  );
  return streams.httpTransactions.map(({ lookup }) => lookup && lookupText(lookup));
}

describe('what a request waited for', () => {
  it('is the time from the first question for its host to the connection, search domains included', () => {
    expect(
      lookups(
        ask(0, 1, 'web.cluster.local'),
        ask(5, 2, 'web'),
        answered(6, 2, 'web', '10.0.0.9'),
        request(8, 7, 'web:80'),
      ),
    ).toEqual(['8.00s of DNS before the connection: 2 questions for web, 1 of them not answered']);
  });

  it('is known by the address that was answered where the request names no host that was asked for', () => {
    expect(lookups(ask(0, 1, 'alias'), answered(1, 1, 'alias', '10.0.0.9'), request(2, 7, 'other'))).toEqual([
      '2.00s of DNS before the connection: 1 question for other',
    ]);
  });

  it('is nothing of other names and addresses, and nothing that came behind', () => {
    expect(
      lookups(ask(0, 1, 'website'), answered(1, 1, 'website', '10.0.0.8'), request(2, 7, 'web'), ask(4, 2, 'web')),
    ).toEqual([undefined]);
  });

  it('counts for the first connection behind it alone', () => {
    expect(
      lookups(ask(0, 1, 'web'), answered(1, 1, 'web', '10.0.0.9'), request(1, 7, 'web'), request(5, 8, 'web')),
    ).toEqual(['1.00s of DNS before the connection: 1 question for web', undefined]);
  });
});
