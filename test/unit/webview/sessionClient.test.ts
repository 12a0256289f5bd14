import { describe, expect, it } from 'vitest';
import type { CaptureDescription, CaptureProgress, MessageToSession } from '../../../src/session/protocol';
import { isCancelled, SessionClient, SessionError } from '../../../webview/capture/sessionClient';

const progress: CaptureProgress = {
  state: 'reading',
  bytesRead: 1,
  bytesTotal: 2,
  events: 3,
  notices: [],
  growing: false,
  eventsBefore: [],
};
const description: CaptureDescription = {
  fileName: 'a.scap',
  bytesTotal: 2,
  compressed: false,
  hostName: '',
  processors: 1,
  eventsBefore: [],
};

function open(): { readonly client: SessionClient; readonly sent: MessageToSession[]; readonly heard: string[] } {
  const sent: MessageToSession[] = [];
  const heard: string[] = [];
  const client = new SessionClient((message) => sent.push(message), {
    progress: (payload) => heard.push(`progress ${payload.events}`),
    selection: (payload) => heard.push(`selection ${payload.matched}`),
    restarted: (payload) => heard.push(`restarted ${payload.fileName}`),
    surroundings: () => heard.push('surroundings'),
  });
  client.open('c1', 4);
  return { client, sent, heard };
}

const from = { capture: 'c1', generation: 4 };

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'answered',
    (error: unknown) => error,
  );
}

describe('SessionClient', () => {
  it('addresses a question to its capture and generation, and gives the answer', async () => {
    const { client, sent } = open();
    const answer = client.request('locate', { selection: 2, number: 7 });
    expect(sent).toEqual([
      { kind: 'request', id: 1, method: 'locate', params: { selection: 2, number: 7 }, capture: 'c1', generation: 4 },
    ]);
    client.receive({ kind: 'response', id: 1, ...from, result: { index: 6 } });
    await expect(answer).resolves.toEqual({ index: 6 });
  });

  it('rejects with the reason of a failure', async () => {
    const { client } = open();
    const answer = errorOf(client.request('detail', { number: 7 }));
    client.receive({ kind: 'response', id: 1, ...from, failure: { reason: 'bad-request', message: 'No event 7.' } });
    const error = await answer;
    expect(error).toBeInstanceOf(SessionError);
    expect(error).toMatchObject({ reason: 'bad-request', message: 'No event 7.' });
    expect(isCancelled(error)).toBe(false);
  });

  it('cancels a question that is aborted, and drops its late answer', async () => {
    const { client, sent } = open();
    const controller = new AbortController();
    const answer = errorOf(client.request('detail', { number: 7 }, controller.signal));
    controller.abort();
    expect(sent[1]).toEqual({ kind: 'cancel', id: 1, ...from });
    client.receive({ kind: 'response', id: 1, ...from, result: null });
    expect(isCancelled(await answer)).toBe(true);
  });

  it('does not ask at all when aborted before', async () => {
    const { client, sent } = open();
    const answer = errorOf(client.request('detail', { number: 7 }, AbortSignal.abort()));
    expect(isCancelled(await answer)).toBe(true);
    expect(sent).toEqual([]);
  });

  it('sends no cancel for a question that was answered', async () => {
    const { client, sent } = open();
    const controller = new AbortController();
    const answer = client.request('stop', {}, controller.signal);
    client.receive({ kind: 'response', id: 1, ...from, result: null });
    await answer;
    controller.abort();
    expect(sent).toHaveLength(1);
  });

  it('rejects what is unanswered when the capture is opened anew', async () => {
    const { client, sent } = open();
    const answer = errorOf(client.request('detail', { number: 7 }));
    client.open('c2', 0);
    expect(isCancelled(await answer)).toBe(true);
    client.request('stop', {}).catch(() => undefined);
    expect(sent[1]).toMatchObject({ id: 2, capture: 'c2', generation: 0 });
  });

  it('passes on what the session says', () => {
    const { client, heard } = open();
    client.receive({ kind: 'event', ...from, event: 'progress', payload: progress });
    const selection = { selection: 0, matched: 9, scanned: 9, complete: false };
    client.receive({ kind: 'event', ...from, event: 'selection', payload: selection });
    expect(heard).toEqual(['progress 3', 'selection 9']);
  });

  it('drops messages of another capture and of an older generation', () => {
    const { client, heard } = open();
    client.receive({ kind: 'event', capture: 'c9', generation: 4, event: 'progress', payload: progress });
    client.receive({ kind: 'event', capture: 'c1', generation: 3, event: 'progress', payload: progress });
    expect(heard).toEqual([]);
  });

  it('follows a restart to the new generation, and rejects what is unanswered', async () => {
    const { client, sent, heard } = open();
    const answer = errorOf(client.request('detail', { number: 7 }));
    client.receive({ kind: 'event', capture: 'c1', generation: 5, event: 'restarted', payload: description });
    expect(isCancelled(await answer)).toBe(true);
    expect(heard).toEqual(['restarted a.scap']);
    client.request('stop', {}).catch(() => undefined);
    expect(sent[1]).toMatchObject({ generation: 5 });
  });
});
