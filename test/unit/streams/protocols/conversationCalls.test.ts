import { describe, expect, it } from 'vitest';
import { type ConversationCall, spokenConversation } from '../../../../src/engine/streams/protocols/conversationCalls';
import { DrawnTrace } from '../../../support/drawnTrace';
import { OpenedStreams } from '../../../support/openedStreams';
import { PROTOCOL_SAMPLES } from '../../../support/protocolSamples';

const FDS = {
  ipv4: 'fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:9999 tcp',
  ipv6: 'fd 1 4 ipv6 2001:db8::1:40000->2001:db8::9:9999 tcp',
  unix: 'fd 1 4 unix /run/app.sock',
};

/** A call that wrote or read bytes, of which the capture holds the first `held`. */
function call(name: 'write' | 'read', text: string, held = text.length): string {
  const data = Array.from(text.slice(0, held), (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `
    app (1) > ${name} fd=4 size=99
    app (1) < ${name} res=${text.length} data="${data.join('')}"`;
}

/** What a process said as a client over a socket: its calls and those of the server in turns. */
function spoken(client: readonly string[], server: readonly string[], fd = FDS.ipv4, held?: number) {
  const greets = server[0]?.startsWith('\x0a', 4) && server[0].charCodeAt(3) === 0;
  const turns = greets ? [call('read', server[0], held)] : [];
  const answers = greets ? server.slice(1) : server;
  client.forEach((text, at) => {
    turns.push(call('write', text, held));
    if (answers[at] !== undefined) turns.push(call('read', answers[at], held));
  });
  const streams = new OpenedStreams(
    new DrawnTrace(`process 1 app pid=1 cwd=/ exe=app\n${fd}\n${turns.join('')}`).opened,
  );
  return spokenConversation(streams.opened.trace, streams.stream(2), streams.bytes);
}

function told({ request, response }: ConversationCall): string {
  const answer = response ? ` → ${response.text}${response.failed ? ' (failed)' : ''}` : '';
  return `${request.text}${answer}`;
}

describe('a protocol of applications', () => {
  it.each(PROTOCOL_SAMPLES)(
    'is known by its first bytes, and told in words: $protocol',
    ({ client, server, ...sample }) => {
      const conversation = spoken(client, server);
      expect(conversation?.protocol).toBe(sample.protocol);
      expect(conversation?.calls.map(told)).toEqual(sample.told);
    },
  );

  it.each(Object.keys(FDS) as (keyof typeof FDS)[])('is known over %s as well', (kind) => {
    for (const { client, server, protocol } of PROTOCOL_SAMPLES) {
      expect(spoken(client, server, FDS[kind])?.protocol).toBe(protocol);
    }
  });

  it('has a latency from the end of a request to the beginning of its answer', () => {
    const calls = spoken(PROTOCOL_SAMPLES[0].client, PROTOCOL_SAMPLES[0].server)?.calls ?? [];
    expect(calls[0].latency).toBe(2000);
  });

  it('goes on at the next call where the capture lacks the rest of one', () => {
    const [redis] = PROTOCOL_SAMPLES;
    const calls = spoken(redis.client, redis.server, FDS.ipv4, 30)?.calls ?? [];
    expect(calls.map(({ request }) => request.text)).toContain('LRANGE l 0');
    expect(calls.length).toBeGreaterThan(1);
  });

  it('never shows what proves who somebody is', () => {
    const secret = 'hunter2';
    const mysql = PROTOCOL_SAMPLES.find(({ protocol }) => protocol === 'MySQL');
    const calls = spoken(
      mysql?.client.map((text) => text.replace('\x02xy', `\x07${secret}`)) ?? [],
      mysql?.server ?? [],
    )?.calls;
    expect(JSON.stringify(calls)).not.toContain(secret);
  });

  it.each([
    'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'SSH-2.0-OpenSSH_9.2\r\n',
    'get well soon',
    '\x16\x03\x01\x02\0\x01\0',
    '{"a":1}',
  ])('is not seen in what is none: %j', (text) => {
    expect(spoken([text], [])).toBeUndefined();
  });
});
