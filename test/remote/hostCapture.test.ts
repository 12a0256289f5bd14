import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { type CaptureOptions, USUAL_OPTIONS } from '../../src/remote/capture/captureOptions';
import { HostCapture } from '../../src/remote/capture/hostCapture';
import type { CaptureEnding } from '../../src/remote/capture/recordCapture';
import { SpoolFolder } from '../../src/remote/spool/spoolFolder';
import { CaptureParts } from '../../src/session/node/captureParts';
import { foldPart } from '../../src/session/node/foldPart';
import { GrowingInput } from '../../src/session/node/growingInput';
import type { EventLine } from '../../src/session/protocol';
import { hasSshServer } from '../support/remote/sshServer';
import { REPLAYED, TestHost, type TestHostOptions } from '../support/remote/testHost';
import { temporaryFiles } from '../support/temporaryFiles';
import { SessionHarness, until } from '../unit/session/harness';

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

const files = temporaryFiles();
let host: TestHost | undefined;
let folders = 0;

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

function eventsIn(path: string): number {
  const builder = new TraceBuilder();
  builder.feed(readFileSync(path));
  builder.finish();
  return builder.trace.events.length;
}

/** The first line that a session shows, as soon as there is one. */
async function firstLine(harness: SessionHarness): Promise<EventLine> {
  await until(() => (harness.events('selection').at(-1)?.matched ?? 0) > 0);
  return (await harness.ask('lines', { selection: 0, from: 0, count: 1 })).lines[0];
}

interface Begun {
  readonly capture: HostCapture;
  readonly folder: SpoolFolder;
  /** Resolves when the first event is in the file. */
  readonly readable: Promise<void>;
  readonly endings: CaptureEnding[];
}

async function begin(on: TestHostOptions, options: Partial<CaptureOptions> = {}): Promise<Begun> {
  host = await TestHost.start(on);
  const session = host.connect();
  const facts = await session.facts();
  // Another process is asked whether it is alive only where the test says that it owns the capture.
  const folder = new SpoolFolder(files.path(`spool-${folders++}`), foldPart, () => false);
  const endings: CaptureEnding[] = [];
  let tell = (): void => undefined;
  const readable = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const capture = new HostCapture(
    { host: 'target', session, facts, clockOffset: 0 },
    { ...USUAL_OPTIONS, privilege: 'none', ...options },
    folder,
    {
      password: async () => undefined,
      readable: () => tell(),
      areThere: true,
      outgrown: () => undefined,
      roomNeeded: () => Promise.resolve(),
      ended: (ending) => endings.push(ending),
    },
  );
  return { capture, folder, readable, endings };
}

describe.skipIf(!hasSshServer)('a capture in the spool', () => {
  it('can be opened as soon as its first event is there, and counts what comes', async () => {
    const { capture, readable } = await begin({ pace: 10 });
    await readable;
    expect(capture.ending).toBeUndefined();
    expect(capture.events).toBeGreaterThan(0);
    expect(capture.bytes).toBe(readFileSync(capture.path).length);
    capture.measure(0);
    expect(capture.secondsLeft()).toBeUndefined();
    capture.stop();
    await capture.ended;
  });

  it('is kept when it has ended, under its host’s name', async () => {
    const { capture, folder, endings } = await begin({ pace: 0 }, { seconds: 60 });
    expect(capture.secondsLeft(capture.record.started + 20_000)).toBe(40);
    await capture.ended;
    expect(endings).toMatchObject([{ by: 'limit', error: undefined }]);
    expect(capture.events).toBe(eventsIn(capture.path));
    expect(readFileSync(capture.path).equals(gunzipSync(readFileSync(REPLAYED)))).toBe(true);
    expect(capture.record.id).toMatch(/^target-\d{8}T\d{6}-[0-9a-f]{4}$/);
    expect(JSON.parse(readFileSync(join(folder.folder, `${capture.record.id}.json`), 'utf8'))).toMatchObject({
      finished: true,
      command: expect.stringContaining('sysdig -v -s 8192 --modern-bpf -M 60 -w -'),
    });
  });

  it('of which only the end is kept can be opened as soon as any other, and read while its beginning is dropped', async () => {
    const { capture, readable } = await begin({ pace: 10, times: 100 }, { keepSeconds: 2 });
    await readable;
    expect(capture.isRing).toBe(true);
    const live = new SessionHarness();
    const over = live.session.run(() => GrowingInput.open({ path: capture.path, growing: 'parts' }));
    const first = await firstLine(live);
    await until(() => new CaptureParts(capture.path).beginning.part > 1);
    // What this reading has shown stays to be read in it; one that begins now begins later.
    expect(await firstLine(live)).toEqual(first);
    const later = GrowingInput.open({ path: capture.path, growing: 'parts' });
    expect(later.eventsBefore).toBeGreaterThan(0);
    later.close();
    capture.stop();
    await capture.ended;
    await live.ask('ended', { place: 0 });
    await over;
    // Every event came, in parts that followed one another while it was read.
    const said = live.events('progress').at(-1);
    expect(said).toMatchObject({ state: 'complete', events: capture.events });
    expect(said?.notices.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(eventsIn(capture.path)).toBeLessThan(capture.events);
    expect(capture.eventsBefore).toBeGreaterThan(0);
    expect(capture.bytes).toBe(readFileSync(capture.path).length);
  });

  it('knows when sysdig cannot keep up, while it runs and at its end', async () => {
    const { capture, readable, endings } = await begin({ pace: 10, drops: 77 });
    await readable;
    expect(capture.drops).toBe(1);
    capture.stop();
    await capture.ended;
    expect(endings).toMatchObject([{ dropped: 77 }]);
  });

  it('leaves nothing behind where no event came', async () => {
    const { capture, endings } = await begin({ failure: 'driver' });
    await capture.ended;
    expect(endings).toMatchObject([{ by: 'failure', error: { reason: 'no-driver' } }]);
    expect(existsSync(capture.path)).toBe(false);
  });

  it('is found whole by the next window where this one went in the middle', async () => {
    const { capture, folder, readable } = await begin({ pace: 10 });
    await readable;
    capture.abandon();
    await capture.ended;
    // The window is gone, and whatever it had not finished.
    const record = join(folder.folder, `${capture.record.id}.json`);
    writeFileSync(record, JSON.stringify({ ...capture.record, owner: 2 ** 22 + 1 }));
    expect(await folder.leftBehind()).toMatchObject([{ path: capture.path, record: { host: 'target' } }]);
    for (let attempt = 0; attempt < 100 && host?.replays; attempt++) await sleep(50);
    expect(host?.replays).toBe(false);
  });
});
