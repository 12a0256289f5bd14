import { describe, expect, it } from 'vitest';
import type { SequenceLine } from '../../../src/session/transactionProtocol';
import { messageText, participantName, spokenMessage } from '../../../webview/capture/conversation/sequenceText';

const CURL = { name: 'curl', container: '', outside: false };
const PROXY = { name: 'haproxy', container: '3ad7b26ded6d', outside: false };

const REQUEST: SequenceLine = {
  id: 0,
  kind: 'request',
  number: 7,
  time: '10:00:00.000000007',
  depth: 0,
  from: 0,
  to: 1,
  text: 'GET /',
  duration: null,
  answered: true,
  failed: false,
  added: [],
};

describe('a message of the sequence', () => {
  it('says first what is missing, or how long it took', () => {
    expect(messageText(REQUEST)).toBe('GET /');
    expect(messageText({ ...REQUEST, answered: false })).toBe('no answer · GET /');
    expect(messageText({ ...REQUEST, kind: 'answer', text: '200 OK', duration: 1_680_000 })).toBe('1.68ms · 200 OK');
    expect(messageText({ ...REQUEST, kind: 'pause', text: '', duration: 5e9 })).toBe('5.00 s without a message');
  });

  it('names the headers that were added on the way', () => {
    expect(messageText({ ...REQUEST, added: ['X-Forwarded-For'] })).toBe('GET /  + X-Forwarded-For');
  });

  it('is told in words, with its ends', () => {
    const ends = [CURL, PROXY];
    expect(participantName(PROXY)).toBe('haproxy · 3ad7b26ded6d');
    expect(spokenMessage(REQUEST, ends)).toBe('curl asks haproxy · 3ad7b26ded6d: GET /, event 7');
    expect(spokenMessage({ ...REQUEST, answered: false, added: ['Via'] }, ends)).toBe(
      'curl asks haproxy · 3ad7b26ded6d: GET /, added: Via, no answer, event 7',
    );
    const answer = { ...REQUEST, kind: 'answer', from: 1, to: 0, text: '200 OK', duration: 1000 } as const;
    expect(spokenMessage(answer, ends)).toBe('haproxy · 3ad7b26ded6d answers curl after 1.0µs: 200 OK, event 7');
  });

  it('shows no control characters of the capture', () => {
    expect(messageText({ ...REQUEST, text: 'GET /\u001b[2J\u202e' })).toBe('GET /·[2J·');
    expect(participantName({ ...CURL, name: 'a\u0007' })).toBe('a·');
  });
});
