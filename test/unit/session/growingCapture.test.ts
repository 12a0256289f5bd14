import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { CaptureClient } from '../../../src/session/client/captureClient';
import { type GrowingCapture, GrowingCaptures } from '../../../src/session/client/growingCaptures';
import type { WorkerListener } from '../../../src/session/client/workerLink';
import { GrowingInput } from '../../../src/session/node/growingInput';
import type { CaptureProgress, MessageFromSession, MessageToSession } from '../../../src/session/protocol';
import type { WorkerData } from '../../../src/session/workerData';
import { blockOffsets } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { temporaryFiles } from '../../support/temporaryFiles';
import { SessionHarness, until } from './harness';

const CAPTURE = drawnCapture(`
1 10:00:00.000000000 0 sh (1) > close fd=3
2 10:00:00.000000001 0 sh (1) < close res=0
3 10:00:00.000000002 0 sh (1) > close fd=4
4 10:00:00.000000003 0 sh (1) < close res=-9
`);
const OFFSETS = blockOffsets(CAPTURE);
/** Where the first event begins. */
const FIRST = OFFSETS.length - 4;
const files = temporaryFiles();

/** A capture that the test writes, and a session that follows it. */
async function follow(written: number): Promise<{
  harness: SessionHarness;
  /** Writes up to this many events. */
  write: (events: number) => void;
  over: Promise<void>;
  path: string;
}> {
  const end = (events: number): number => OFFSETS[FIRST + events] ?? CAPTURE.length;
  const path = files.write(CAPTURE.subarray(0, end(written)));
  let size = end(written);
  const harness = new SessionHarness();
  const over = harness.session.run(() => GrowingInput.open({ path, growing: 'file' }));
  await until(() => harness.events('progress').some(({ bytesRead }) => bytesRead > 0) || written === 0);
  return {
    harness,
    path,
    over,
    write: (events) => {
      appendFileSync(path, CAPTURE.subarray(size, end(events)));
      size = end(events);
    },
  };
}

describe('a capture that is being written', () => {
  it('is followed: what comes is announced, however little it is', async () => {
    const { harness, write, over } = await follow(1);
    expect(harness.events('progress').at(-1)).toMatchObject({ state: 'reading', growing: true, events: 1 });
    // Faster than news may follow one another: the last of it is told all the same.
    for (const events of [2, 3]) {
      write(events);
      await until(() => (harness.events('progress').at(-1)?.events ?? 0) === events);
    }
    await until(() => harness.events('selection').at(-1)?.matched === 3);
    expect(harness.events('selection').at(-1)).toMatchObject({ complete: false });
    expect((await harness.ask('lines', { selection: 0, from: 0, count: 10 })).lines).toHaveLength(3);
    await harness.ask('ended', { place: 0 });
    await over;
  });

  it('extends the selections of filters', async () => {
    const { harness, write, over } = await follow(2);
    const outcome = await harness.ask('select', { filter: 'evt.dir=<' });
    expect(outcome).toMatchObject({ accepted: true, progress: { matched: 1, complete: false } });
    write(4);
    await until(() => harness.events('selection').some(({ selection, matched }) => selection > 0 && matched === 2));
    await harness.ask('ended', { place: 0 });
    await over;
  });

  it('is read to its end when it is complete, and not before', async () => {
    const { harness, write, over } = await follow(0);
    write(4);
    await harness.ask('ended', { place: 0 });
    await over;
    expect(harness.events('progress').at(-1)).toMatchObject({
      state: 'complete',
      growing: false,
      events: 4,
      notices: [],
      bytesTotal: CAPTURE.length,
    });
    expect(harness.events('selection').at(-1)).toMatchObject({ matched: 4, complete: true });
    expect(await harness.ask('detail', { number: 4 })).toMatchObject({ failed: true });
  });

  it('is not waited for when the reading is stopped', async () => {
    const { harness, over } = await follow(1);
    await harness.ask('stop', {});
    await over;
    expect(harness.events('progress').at(-1)).toMatchObject({ state: 'stopped', growing: false, events: 1 });
  });

  it('may lose what is left of its last block when it ends', async () => {
    const { harness, path, over } = await follow(2);
    appendFileSync(path, CAPTURE.subarray(OFFSETS[FIRST + 2], OFFSETS[FIRST + 2] + 10));
    await until(() => harness.events('progress').at(-1)?.bytesRead === OFFSETS[FIRST + 2] + 10);
    truncateSync(path, OFFSETS[FIRST + 2]);
    await harness.ask('ended', { place: 0 });
    await over;
    expect(harness.events('progress').at(-1)).toMatchObject({ state: 'complete', events: 2 });
    expect((await harness.ask('lines', { selection: 0, from: 0, count: 10 })).lines).toHaveLength(2);
  });

  it('says why it cannot be opened', () => {
    expect(() => GrowingInput.open({ path: files.path('none.scap'), growing: 'file' })).toThrow(
      'The file cannot be opened: it does not exist.',
    );
  });
});

describe('the host’s side of a capture that is being written', () => {
  function opened(): {
    started: WorkerData[];
    received: MessageToSession[];
    watch: ReturnType<typeof vi.fn>;
    complete: () => void;
    client: CaptureClient;
  } {
    const started: WorkerData[] = [];
    const received: MessageToSession[] = [];
    const watch = vi.fn(() => () => undefined);
    const path = files.write(CAPTURE);
    const captures = new GrowingCaptures();
    const growing = captures.begin(path, false);
    const client = new CaptureClient('c', { path, watch, growth: captures.growth(path) }, (data) => {
      started.push(data);
      return { post: (message) => received.push(message as MessageToSession), terminate: () => undefined };
    });
    return { started, received, watch, complete: () => growing.complete(0), client };
  }

  it('has it followed, and does not read it anew because it changes', () => {
    const { started, watch } = opened();
    expect(started).toMatchObject([{ captures: [{ growing: 'file' }] }]);
    expect(watch).not.toHaveBeenCalled();
  });

  it('tells the worker when it is complete, and watches it from then on', async () => {
    const { received, watch, complete, client } = opened();
    complete();
    await vi.waitFor(() => expect(received).toMatchObject([{ kind: 'request', method: 'ended' }]));
    expect(watch).toHaveBeenCalledOnce();
    client.restart();
    client.dispose();
  });

  it('reads it as any other after its end', async () => {
    const { started, complete, client, received } = opened();
    complete();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    client.restart();
    expect(started.at(-1)).toMatchObject({ captures: [{ growing: undefined }], generation: 2 });
  });

  it('does nothing more where it was closed before', async () => {
    const { received, watch, complete, client } = opened();
    client.dispose();
    complete();
    await Promise.resolve();
    expect(received).toEqual([]);
    expect(watch).not.toHaveBeenCalled();
  });
});

describe('the host’s side of a capture of which only the end is kept', () => {
  interface Reading {
    readonly data: WorkerData;
    readonly listener: WorkerListener;
    readonly received: MessageToSession[];
    readonly terminate: ReturnType<typeof vi.fn>;
  }

  function opened(): {
    readings: Reading[];
    growing: GrowingCapture;
    client: CaptureClient;
    got: MessageFromSession[];
    says: (reading: Reading, progress: Partial<CaptureProgress>) => void;
  } {
    const readings: Reading[] = [];
    const captures = new GrowingCaptures();
    const growing = captures.begin('/a.scap', true);
    const client = new CaptureClient('c', { path: '/a.scap', growth: captures.growth('/a.scap') }, (data, listener) => {
      const reading = { data, listener, received: [] as MessageToSession[], terminate: vi.fn() };
      readings.push(reading);
      return { post: (message) => reading.received.push(message as MessageToSession), terminate: reading.terminate };
    });
    const got: MessageFromSession[] = [];
    client.connect((message) => got.push(message));
    const says = ({ data, listener }: Reading, progress: Partial<CaptureProgress>): void => {
      const address = { capture: data.capture, generation: data.generation };
      const payload = { ...READING, ...progress };
      listener.message({ kind: 'event', event: 'progress', payload, ...address });
    };
    return { readings, growing, client, got, says };
  }

  const READING: CaptureProgress = {
    state: 'reading',
    bytesRead: 1e9,
    bytesTotal: 1e9,
    events: 10,
    notices: [],
    growing: true,
    eventsBefore: [0],
  };

  it('reads what is kept anew behind what is shown, and shows it once it has come as far', () => {
    const { readings, growing, client, got, says } = opened();
    expect(readings[0].data.captures[0].growing).toBe('parts');
    growing.outgrown();
    expect(readings).toHaveLength(2);
    says(readings[0], { events: 11 });
    says(readings[1], { bytesRead: 0 });
    expect(client.generation).toBe(1);
    expect(got).toMatchObject([{ generation: 1, payload: { events: 11 } }]);
    expect(readings[0].terminate).not.toHaveBeenCalled();
    says(readings[1], { events: 5, eventsBefore: [6] });
    expect(client).toMatchObject({ generation: 2, eventsBefore: [6] });
    expect(readings[0].terminate).toHaveBeenCalledOnce();
    expect(got.at(-1)).toMatchObject({ generation: 2, payload: { events: 5 } });
  });

  it('stays with what is shown where the other reading dies, or cannot begin', () => {
    const { readings, growing, client, says } = opened();
    growing.outgrown();
    readings[1].listener.died(new Error('no memory'));
    growing.outgrown();
    says(readings[2], { state: 'failed', growing: false });
    expect(client.generation).toBe(1);
    expect(readings[0].terminate).not.toHaveBeenCalled();
    expect(readings[2].terminate).toHaveBeenCalledOnce();
  });

  it('reads the file once it is complete, to its end', async () => {
    const { readings, growing, client, got, says } = opened();
    growing.complete(400);
    await vi.waitFor(() => expect(readings).toHaveLength(2));
    expect(readings[1].data).toMatchObject({ behind: true, captures: [{ growing: undefined, eventsBefore: 400 }] });
    // It is not shown before it is read.
    says(readings[1], { growing: false });
    expect(client.generation).toBe(1);
    says(readings[1], { state: 'complete', growing: false });
    expect(got.at(-1)).toMatchObject({ generation: 2, payload: { state: 'complete' } });
    client.restart();
    expect(readings[2].data).toMatchObject({ behind: false, captures: [{ growing: undefined }] });
  });

  it('reads all hosts of a timeline anew where one has dropped much, and knows what each has dropped', async () => {
    const captures = new GrowingCaptures();
    const [web, db] = ['/web.scap', '/db.scap'].map((path) => captures.begin(path, true));
    const readings: Reading[] = [];
    const places = ['/web.scap', '/db.scap'].map((path) => ({
      path,
      growth: captures.growth(path),
      host: undefined,
      clockCorrection: 0n,
    }));
    const client = new CaptureClient('c', { path: '/both.scaptimeline', captures: places }, (data, listener) => {
      const reading = { data, listener, received: [] as MessageToSession[], terminate: vi.fn() };
      readings.push(reading);
      return { post: (message) => reading.received.push(message as MessageToSession), terminate: reading.terminate };
    });
    db.outgrown();
    expect(readings[1].data).toMatchObject({ behind: true, captures: [{ growing: 'parts' }, { growing: 'parts' }] });
    db.complete(400);
    await vi.waitFor(() => expect(readings).toHaveLength(3));
    expect(readings[1].terminate).toHaveBeenCalledOnce();
    expect(readings[2].data.captures).toMatchObject([
      { growing: 'parts', eventsBefore: 0 },
      { growing: undefined, eventsBefore: 400 },
    ]);
    web.complete(70);
    await vi.waitFor(() => expect(readings).toHaveLength(4));
    expect(readings[3].data.captures).toMatchObject([
      { growing: undefined, eventsBefore: 70 },
      { growing: undefined, eventsBefore: 400 },
    ]);
    client.dispose();
  });

  it('lets go of what was dropped where the disk is full, and shows the file when it is there', async () => {
    const { readings, growing, client } = opened();
    await growing.roomNeeded();
    expect(readings[0].terminate).toHaveBeenCalledOnce();
    growing.complete(0);
    await vi.waitFor(() => expect(readings).toHaveLength(2));
    expect(client.generation).toBe(2);
    expect(readings[1].data).toMatchObject({ behind: false, captures: [{ growing: undefined }] });
  });

  it('hears nothing more once it was closed', () => {
    const { readings, growing, client } = opened();
    client.dispose();
    growing.outgrown();
    expect(readings).toHaveLength(1);
  });
});

it('a capture that grew while nobody looked is read whole', async () => {
  const path = files.path('late.scap');
  writeFileSync(path, '');
  const input = GrowingInput.open({ path, growing: 'file' });
  writeFileSync(path, CAPTURE);
  input.end();
  expect((await input.next())?.length).toBe(CAPTURE.length);
  expect(await input.next()).toBeUndefined();
  input.close();
  expect(await input.next()).toBeUndefined();
});
