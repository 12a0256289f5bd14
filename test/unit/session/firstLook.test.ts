import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FirstLook } from '../../../src/session/firstLook';
import type { MessageFromSession } from '../../../src/session/protocol';
import { runSession } from '../../../src/session/runSession';
import { drawnCapture } from '../../support/drawnCapture';
import { HandFedInput, SessionHarness, until } from './harness';

const MEBIBYTE = 1024 * 1024;

// Time stands still unless a test moves it: nothing here ends by waiting long enough.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('the first look', () => {
  /** The look, and whether it is over. */
  function waiting(): { look: FirstLook; isOver: () => Promise<boolean> } {
    const look = new FirstLook();
    let over = false;
    void look.wait().then(() => {
      over = true;
    });
    return { look, isOver: async () => vi.advanceTimersByTimeAsync(0).then(() => over) };
  }

  it.each([
    ['at one hundredth of a large file', 1, 100, true],
    ['later than that', 30, 100, true],
    ['not before', 0.9, 100, false],
    ['never in a small file', 8, 8, false],
  ])('is due %s', (_when, bytesRead, bytesTotal, due) => {
    const sizes = { bytesRead: bytesRead * MEBIBYTE, bytesTotal: bytesTotal * MEBIBYTE };
    expect(new FirstLook().isDue(sizes)).toBe(due);
  });

  it('is not due in a capture that is still being written', () => {
    const sizes = { bytesRead: 50 * MEBIBYTE, bytesTotal: 100 * MEBIBYTE };
    expect(new FirstLook().isDue({ ...sizes, growing: true })).toBe(false);
  });

  it('is over 50 ms after the first lines were given, whatever is given meanwhile', async () => {
    const { look, isOver } = waiting();
    await vi.advanceTimersByTimeAsync(1000);
    look.given();
    await vi.advanceTimersByTimeAsync(49);
    look.given();
    expect(await isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isOver()).toBe(true);
  });

  it('is over after ten seconds where nobody looks', async () => {
    const { isOver } = waiting();
    await vi.advanceTimersByTimeAsync(9999);
    expect(await isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isOver()).toBe(true);
  });

  it('is over when it is ended', async () => {
    const { look, isOver } = waiting();
    look.end();
    expect(await isOver()).toBe(true);
  });

  it('happens once: it is not due again', async () => {
    const { look } = waiting();
    look.given();
    await vi.advanceTimersByTimeAsync(50);
    expect(look.isDue({ bytesRead: 50 * MEBIBYTE, bytesTotal: 100 * MEBIBYTE })).toBe(false);
  });

  it('may be over before it is due', async () => {
    const look = new FirstLook();
    look.given();
    await vi.advanceTimersByTimeAsync(50);
    expect(look.isDue({ bytesRead: 50 * MEBIBYTE, bytesTotal: 100 * MEBIBYTE })).toBe(false);
  });
});

describe('the reading of a large capture', () => {
  const events = Array.from({ length: 60 }, (_, row) => `${row + 1} 10:00:00.0000000${row + 10} 0 sh (1) > close fd=3`);
  const CAPTURE = drawnCapture(events.join('\n'));
  const HALF = CAPTURE.length - 1000;

  /** A session whose file has been read by half, then may be read to its end; of 1 MB a byte if `large`. */
  function reading(large: boolean): { session: SessionHarness; ended: () => boolean } {
    const input = new HandFedInput(CAPTURE, large ? MEBIBYTE : 1);
    const session = new SessionHarness();
    let over = false;
    void session.session
      .run(() => input)
      .then(() => {
        over = true;
      });
    input.feedTo(HALF);
    void until(() => session.events('selection').some(({ matched }) => matched > 0)).then(() =>
      input.feedTo(CAPTURE.length),
    );
    return { session, ended: () => over };
  }

  /** Lets everything happen that happens without waiting. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 100; turn++) await setImmediate();
  }

  it('waits at its beginning, having said what there is to see', async () => {
    const { session, ended } = reading(true);
    await settle();
    expect(ended()).toBe(false);
    expect(session.events('progress').at(-1)).toMatchObject({ state: 'reading', bytesRead: HALF * MEBIBYTE });
    const { matched } = session.events('selection').at(-1) ?? { matched: 0 };
    expect(session.events('progress').at(-1)?.events).toBe(matched);
  });

  it('goes on once a page has its first lines', async () => {
    const { session, ended } = reading(true);
    await until(() => session.events('selection').length > 0);
    const { lines } = await session.ask('lines', { selection: 0, from: 0, count: 10 });
    expect(lines).toHaveLength(10);
    await settle();
    expect(ended()).toBe(false);
    await vi.advanceTimersByTimeAsync(50);
    await until(ended);
    expect(session.events('progress').at(-1)).toMatchObject({ state: 'complete', events: 60 });
  });

  it('does not wait for lines that a filter does not keep', async () => {
    const { session, ended } = reading(true);
    await until(() => session.events('selection').length > 0);
    await session.ask('lines', { selection: 0, from: 60, count: 10 });
    await vi.advanceTimersByTimeAsync(100);
    await settle();
    expect(ended()).toBe(false);
    await session.ask('select', { filter: 'evt.type = open' });
    await until(ended);
  });

  it('does not go on when it is stopped', async () => {
    const { session, ended } = reading(true);
    await until(() => session.events('selection').length > 0);
    await session.ask('stop', {});
    await until(ended);
    const last = session.events('progress').at(-1);
    expect(last?.state).toBe('stopped');
    expect(last?.events).toBeLessThan(60);
  });

  it.each([false, true])('does not wait behind another reading, that of a timeline neither (%s)', async (timeline) => {
    const input = new HandFedInput(CAPTURE, MEBIBYTE);
    input.feedTo(HALF);
    const place = { path: '/a.scap', sent: false, growing: undefined, eventsBefore: 0, clockCorrection: 0n };
    const data = { path: '/a.scap', captures: [place], timeline, capture: 'c', generation: 2, behind: true };
    const said: MessageFromSession[] = [];
    const port = {
      post: (message: MessageFromSession) => said.push(message),
      onMessage: () => undefined,
      breathe: () => setImmediate(),
    };
    const over = runSession(
      port,
      data,
      () => 'a.scap',
      () => input,
    );
    await until(() => input.bytesGiven === HALF);
    await settle();
    input.feedTo(CAPTURE.length);
    await over;
    const progress = said.filter((message) => message.kind === 'event' && message.event === 'progress');
    expect(progress.at(-1)).toMatchObject({ payload: { state: 'complete', events: 60 } });
  });

  it('does not wait where the capture is small', async () => {
    const { session, ended } = reading(false);
    await until(ended);
    expect(session.events('progress').at(-1)).toMatchObject({ state: 'complete', events: 60 });
  });
});
