import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

const quoted = (bytes: readonly number[]): string =>
  `"${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;

/** A message for the A record of `a`, with the two bytes of its length before it. */
function framed(id: number, isAnswer: boolean): number[] {
  const record = isAnswer ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, id] : [];
  const flags = isAnswer ? [0x81, 0x80] : [1, 0];
  const message = [0, id, ...flags, 0, 1, 0, isAnswer ? 1 : 0, 0, 0, 0, 0, 1, 0x61, 0, 0, 1, 0, 1, ...record];
  return [0, message.length, ...message];
}

function call(name: 'write' | 'read', bytes: readonly number[]): string {
  return `
    app (1) > ${name} fd=3 size=99
    app (1) < ${name} res=${bytes.length} data=${quoted(bytes)}`;
}

describe('DNS over TCP', () => {
  it('is read message by message, wherever calls begin and end', () => {
    const asked = [...framed(1, false), ...framed(2, false)];
    const answered = [...framed(2, true), ...framed(1, true)];
    const streams = new OpenedStreams(
      new DrawnTrace(`process 1 app pid=1 cwd=/ exe=app
        fd 1 3 ipv4 10.0.0.1:40000->10.0.0.2:53 tcp
        ${call('write', asked.slice(0, 7))}
        ${call('write', asked.slice(7))}
        ${call('read', answered.slice(0, 40))}
        ${call('read', answered.slice(40))}`).opened,
    );
    const told = streams.dnsTransactions.map(({ client }) => [
      client?.question.name,
      client?.query.message.id,
      client?.response?.message.answers.map(({ data }) => data),
    ]);
    expect(told).toEqual([
      ['a', 1, ['10.0.0.1']],
      ['a', 2, ['10.0.0.2']],
    ]);
  });
});
