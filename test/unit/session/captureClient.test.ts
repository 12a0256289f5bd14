import { describe, expect, it, vi } from 'vitest';
import { CaptureClient } from '../../../src/session/client/captureClient';
import { OpenCaptures } from '../../../src/session/client/openCaptures';
import type { PageConnection } from '../../../src/session/client/page';
import type { StartWorker, WorkerListener } from '../../../src/session/client/workerLink';
import type { CaptureProgress, MessageFromSession, MessageToSession } from '../../../src/session/protocol';
import type { WorkerData } from '../../../src/session/workerData';

/** A worker that does only what the test says. */
class FakeWorker {
  readonly received: MessageToSession[] = [];
  readonly terminate = vi.fn();

  constructor(
    readonly data: WorkerData,
    readonly listener: WorkerListener,
  ) {}

  post(message: MessageToSession): void {
    this.received.push(message);
  }

  /** The requests of a method, without the cancels. */
  requests(method: string): (MessageToSession & { kind: 'request' })[] {
    return this.received.filter((message) => message.kind === 'request').filter((message) => message.method === method);
  }

  answer(id: number, result: unknown): void {
    const { capture, generation } = this.data;
    this.listener.message({ kind: 'response', id, result, capture, generation } as MessageFromSession);
  }
}

class FakePage {
  readonly got: MessageFromSession[] = [];
  readonly connection: PageConnection;

  constructor(private readonly client: CaptureClient) {
    this.connection = client.connect((message) => this.got.push(message));
  }

  ask(id: number, method: string, params: object = {}, generation = this.client.generation): void {
    this.connection.receive({ kind: 'request', id, capture: this.client.capture, generation, method, params });
  }

  get answers(): MessageFromSession[] {
    return this.got.filter(({ kind }) => kind === 'response');
  }
}

function setUp(): {
  workers: FakeWorker[];
  client: CaptureClient;
  changeFile: () => void;
  start: StartWorker;
} {
  const workers: FakeWorker[] = [];
  const start: StartWorker = (data, listener) => {
    const worker = new FakeWorker(data, listener);
    workers.push(worker);
    return worker;
  };
  let changeFile = (): void => {};
  const watch = (changed: () => void): (() => void) => {
    changeFile = changed;
    return () => {};
  };
  const client = new CaptureClient('capture-1', { path: '/a.scap', watch }, start);
  return { workers, client, changeFile: () => changeFile(), start };
}

const SELECTED = (selection: number): unknown => ({
  accepted: true,
  progress: { selection, matched: 0, scanned: 0, complete: false },
});

describe('pages of one capture', () => {
  it('share a worker', () => {
    const { workers, client } = setUp();
    new FakePage(client);
    new FakePage(client);
    expect(workers.map(({ data }) => data)).toEqual([
      {
        path: '/a.scap',
        captures: [
          { path: '/a.scap', sent: false, growing: undefined, eventsBefore: 0, host: undefined, clockCorrection: 0n },
        ],
        timeline: false,
        capture: 'capture-1',
        generation: 1,
        behind: false,
      },
    ]);
  });

  it('get the answers to their own requests alone, under their own ids', () => {
    const { workers, client } = setUp();
    const [one, two] = [new FakePage(client), new FakePage(client)];
    one.ask(5, 'describe');
    two.ask(5, 'progress');
    const [first, second] = workers[0].received;
    expect(first.id).not.toBe(second.id);
    workers[0].answer(second.id, 'second');
    workers[0].answer(first.id, 'first');
    expect(one.got).toMatchObject([{ id: 5, result: 'first' }]);
    expect(two.got).toMatchObject([{ id: 5, result: 'second' }]);
  });

  it('all get what the session says unasked', () => {
    const { workers, client } = setUp();
    const pages = [new FakePage(client), new FakePage(client)];
    const payload = { selection: 0, matched: 1, scanned: 1, complete: true };
    workers[0].listener.message({ kind: 'event', event: 'selection', payload, capture: 'capture-1', generation: 1 });
    for (const page of pages) expect(page.got).toMatchObject([{ event: 'selection', payload }]);
  });

  it('cancel their own requests and no others', () => {
    const { workers, client } = setUp();
    const [one, two] = [new FakePage(client), new FakePage(client)];
    one.ask(1, 'describe');
    two.ask(1, 'describe');
    two.connection.receive({ kind: 'cancel', id: 1, capture: 'capture-1', generation: 1 });
    expect(workers[0].received.at(-1)).toMatchObject({ kind: 'cancel', id: workers[0].received[1].id });
    expect(workers[0].received).toHaveLength(3);
  });

  it('cannot make the host fail with what they send', () => {
    const { workers, client } = setUp();
    const page = new FakePage(client);
    for (const message of [null, 1, {}, { kind: 'request' }, { kind: 'request', id: {}, generation: 1 }]) {
      page.connection.receive(message);
    }
    expect(workers[0].received).toEqual([]);
  });
});

describe('a page that is gone', () => {
  it('has its requests cancelled and its selections released', () => {
    const { workers, client } = setUp();
    const page = new FakePage(client);
    page.ask(1, 'select', { filter: 'evt.num>0' });
    workers[0].answer(workers[0].received[0].id, SELECTED(3));
    page.ask(2, 'describe');
    page.connection.close();
    expect(workers[0].received.find(({ kind }) => kind === 'cancel')).toMatchObject({ id: workers[0].received[1].id });
    expect(workers[0].requests('release')).toMatchObject([{ params: { selection: 3 } }]);
  });

  it('has a selection released that comes too late', () => {
    const { workers, client } = setUp();
    const page = new FakePage(client);
    page.ask(1, 'select', { filter: 'evt.num>0' });
    page.connection.close();
    workers[0].answer(workers[0].requests('select')[0].id, SELECTED(4));
    expect(workers[0].requests('release')).toMatchObject([{ params: { selection: 4 } }]);
    expect(page.got).toEqual([]);
  });
});

describe('a file that changes', () => {
  it('is read anew by another worker of the next generation', () => {
    const { workers, client, changeFile } = setUp();
    changeFile();
    expect(workers[0].terminate).toHaveBeenCalled();
    expect(workers[1].data.generation).toBe(2);
    expect(client.generation).toBe(2);
  });

  it('leaves no request without an answer', () => {
    const { client, changeFile } = setUp();
    const page = new FakePage(client);
    page.ask(1, 'describe');
    changeFile();
    expect(page.answers).toMatchObject([{ id: 1, generation: 1, failure: { reason: 'cancelled' } }]);
  });

  it('has requests to the older reading answered with cancelled', () => {
    const { workers, client, changeFile } = setUp();
    const page = new FakePage(client);
    changeFile();
    page.ask(1, 'describe', {}, 1);
    expect(page.answers).toMatchObject([{ id: 1, generation: 1, failure: { reason: 'cancelled' } }]);
    expect(workers[1].received).toEqual([]);
  });
});

describe('a capture that cannot be read', () => {
  it('is known to be one until it is read anew', () => {
    const { workers, client, changeFile } = setUp();
    expect(client.isUnreadable).toBe(false);
    const { capture, generation } = workers[0].data;
    const payload = { state: 'failed', notices: [] } as unknown as CaptureProgress;
    workers[0].listener.message({ kind: 'event', event: 'progress', payload, capture, generation });
    expect(client.isUnreadable).toBe(true);
    changeFile();
    expect(client.isUnreadable).toBe(false);
  });
});

describe('a worker that dies', () => {
  it('has every open request fail, and the pages hear that the reading has failed', () => {
    const { workers, client } = setUp();
    const page = new FakePage(client);
    page.ask(1, 'describe');
    workers[0].listener.died(new Error('out of memory'));
    expect(page.got).toMatchObject([
      { kind: 'response', id: 1, failure: { reason: 'internal' } },
      { event: 'progress', payload: { state: 'failed', notices: [{ severity: 'error', reason: 'worker-stopped' }] } },
    ]);
  });

  it('is reported to a page that comes later, and to every further request', () => {
    const { workers, client } = setUp();
    workers[0].listener.died(new Error('out of memory'));
    const page = new FakePage(client);
    page.ask(1, 'progress');
    page.ask(2, 'lines', { selection: 0, from: 0, count: 1 });
    expect(page.got).toMatchObject([
      { id: 1, result: { state: 'failed' } },
      { id: 2, failure: { reason: 'internal', message: expect.stringContaining('out of memory') } },
    ]);
  });

  it('is replaced when the file changes', () => {
    const { workers, client, changeFile } = setUp();
    workers[0].listener.died(new Error('out of memory'));
    changeFile();
    new FakePage(client).ask(1, 'describe');
    expect(workers[1].received).toHaveLength(1);
  });
});

describe('open captures', () => {
  it('of the same path share a client until the last share is given back', () => {
    const { workers, start } = setUp();
    const captures = new OpenCaptures(start);
    const [one, two] = [captures.acquire('b', { path: '/b.scap' }), captures.acquire('b', { path: '/b.scap' })];
    expect(one.client).toBe(two.client);
    one.release();
    one.release();
    expect(workers[1].terminate).not.toHaveBeenCalled();
    two.release();
    expect(workers[1].terminate).toHaveBeenCalled();
    expect(captures.acquire('b', { path: '/b.scap' }).client).not.toBe(one.client);
    captures.dispose();
  });

  it('of different paths have workers and ids of their own', () => {
    const { start } = setUp();
    const captures = new OpenCaptures(start);
    const [one, two] = ['b', 'c'].map((name) => captures.acquire(name, { path: `/${name}.scap` }));
    expect(one.client.capture).not.toBe(two.client.capture);
    captures.dispose();
  });
});
