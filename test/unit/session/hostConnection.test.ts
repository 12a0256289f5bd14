import { describe, expect, it } from 'vitest';
import { CaptureClient } from '../../../src/session/client/captureClient';
import { HostConnection } from '../../../src/session/client/hostConnection';
import { OpenCaptures } from '../../../src/session/client/openCaptures';
import type { StartWorker, WorkerListener } from '../../../src/session/client/workerLink';
import type {
  MessageFromSession,
  MessageToSession,
  SessionNotification,
  SessionRequest,
} from '../../../src/session/protocol';

const ADDRESS = { capture: 'capture-1', generation: 1 };
const PLACE = { path: '/a.scap' };

/** A host's connection to a worker that does only what the test says. */
function connect(): {
  connection: HostConnection;
  requests: SessionRequest[];
  say: WorkerListener['message'];
  heard: SessionNotification[];
} {
  const requests: SessionRequest[] = [];
  const heard: SessionNotification[] = [];
  let say: WorkerListener['message'] = () => undefined;
  const start: StartWorker = (_data, listener) => {
    say = (message) => listener.message(message);
    const post = (message: MessageToSession): void => {
      if (message.kind === 'request') requests.push(message);
    };
    return { post, terminate: () => undefined };
  };
  const client = new CaptureClient('capture-1', PLACE, start);
  const connection = new HostConnection(client, (notification) => heard.push(notification));
  return { connection, requests, say: (message) => say(message), heard };
}

describe('the host, asking a capture on its own behalf', () => {
  it('gets the answer to each of its questions', async () => {
    const { connection, requests, say } = connect();
    const first = connection.request('count', { filter: 'a' });
    const second = connection.request('count', { filter: 'b' });
    const result = { accepted: true, matched: 1, scanned: 2, complete: true } as const;
    const [a, b] = requests;
    say({ kind: 'response', id: b.id, result: { ...result, matched: 7 }, ...ADDRESS });
    say({ kind: 'response', id: a.id, result, ...ADDRESS });
    expect(await first).toEqual(result);
    expect(await second).toMatchObject({ matched: 7 });
  });

  it('hears of a refusal as an error with its reason', async () => {
    const { connection, requests, say } = connect();
    const asked = connection.request('count', { filter: 'a' });
    const failure = { reason: 'unreadable', message: 'The file is gone.' } as const;
    say({ kind: 'response', id: requests[0].id, failure, ...ADDRESS });
    await expect(asked).rejects.toMatchObject(failure);
  });

  it('hears what the session says unasked', () => {
    const { say, heard } = connect();
    const payload = { selection: 0, matched: 1, scanned: 1, complete: true };
    const notification: MessageFromSession = { kind: 'event', event: 'selection', payload, ...ADDRESS };
    say(notification);
    expect(heard).toEqual([notification]);
  });

  it('is answered although it has gone', async () => {
    const { connection } = connect();
    const asked = connection.request('count', { filter: 'a' });
    connection.close();
    await expect(asked).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

describe('the captures that are open', () => {
  const start: StartWorker = () => ({ post: () => undefined, terminate: () => undefined });

  it('tell when one is opened or closed, not when it is shared', () => {
    const captures = new OpenCaptures(start);
    const seen: string[][] = [];
    const stop = captures.onChange(() => seen.push([...captures.all.keys()]));
    const share = captures.acquire('file:///a.scap', PLACE);
    const other = captures.acquire('file:///a.scap', PLACE);
    share.release();
    other.release();
    expect(seen).toEqual([['file:///a.scap'], []]);
    stop();
    captures.acquire('file:///b.scap', PLACE);
    expect(seen).toHaveLength(2);
    captures.dispose();
  });
});
