import { describe, expect, it } from 'vitest';
import type { EventLine } from '../../../src/session/protocol';
import { type CapturePlace, findPlace } from '../../../webview/capture/selectionPlace';
import { SelectionRows } from '../../../webview/capture/selectionRows';
import { SessionClient } from '../../../webview/capture/sessionClient';

/** The rows of a selection that keeps the events with these numbers, answered at once. */
function rowsOf(numbers: readonly number[], complete: boolean): SelectionRows {
  const silent = (): void => undefined;
  const client: SessionClient = new SessionClient(
    (message) => {
      if (message.kind !== 'request') return;
      const address = { capture: 'c1', generation: 0, id: message.id };
      if (message.method === 'locate') {
        const later = numbers.findIndex((number) => number >= message.params.number);
        const index = later < 0 ? numbers.length - 1 : later;
        queueMicrotask(() => client.receive({ kind: 'response', ...address, result: { index } }));
      } else if (message.method === 'lines') {
        const lines = numbers.slice(message.params.from, message.params.from + message.params.count).map(lineOf);
        const result = { selection: 1, from: message.params.from, lines };
        queueMicrotask(() => client.receive({ kind: 'response', ...address, result }));
      }
    },
    { progress: silent, selection: silent, restarted: silent, surroundings: silent },
  );
  client.open('c1', 0);
  return new SelectionRows(client, { selection: 1, matched: numbers.length, scanned: 100, complete }, 'file');
}

function lineOf(number: number): EventLine {
  return {
    number,
    time: '',
    delta: null,
    cpu: 0,
    process: '',
    tid: 0,
    direction: '>',
    event: 'read',
    fd: '',
    details: '',
    failed: false,
  };
}

const find = (numbers: readonly number[], place: CapturePlace, complete = true): ReturnType<typeof findPlace> =>
  findPlace(rowsOf(numbers, complete), place, new AbortController().signal);

describe('findPlace', () => {
  it('begins at the start where there is no place', async () => {
    const place = { topNumber: 0, selectedNumber: 0, rowsAbove: null };
    expect(await find([1, 2, 3], place)).toEqual({ top: 0, cursor: -1, selected: false, settled: true });
  });

  it('finds the event at the top and the selected one', async () => {
    const place = { topNumber: 20, selectedNumber: 40, rowsAbove: null };
    expect(await find([10, 20, 30, 40, 50], place)).toEqual({ top: 1, cursor: 3, selected: true, settled: true });
  });

  it('waits while a selection has only come to events of another host of a timeline', async () => {
    const place = { topNumber: 20, selectedNumber: 0, rowsAbove: null };
    expect(await find([10, 2 ** 32 + 30], place, false)).toMatchObject({ settled: false });
    expect(await find([10, 30], place, false)).toMatchObject({ settled: true });
  });

  it('leaves the selected row where it was on screen, rather than the top', async () => {
    const place = { topNumber: 10, selectedNumber: 50, rowsAbove: 2 };
    expect(await find([10, 20, 30, 40, 50], place)).toMatchObject({ top: 2, cursor: 4 });
    expect(await find([40, 50], place)).toMatchObject({ top: 0, cursor: 1 });
  });

  it('goes to the nearest later event, unselected, where the selection has dropped the selected one', async () => {
    const place = { topNumber: 10, selectedNumber: 25, rowsAbove: null };
    expect(await find([10, 20, 30], place)).toEqual({ top: 0, cursor: 2, selected: false, settled: true });
  });

  it('waits at the start while the selection has not come to the place', async () => {
    const place = { topNumber: 100, selectedNumber: 120, rowsAbove: null };
    expect(await find([10, 20], place, false)).toEqual({ top: 0, cursor: -1, selected: false, settled: false });
    expect(await find([], place, false)).toMatchObject({ settled: false });
    expect(await find([10, 20, 130], place, false)).toMatchObject({ top: 2, cursor: 2, settled: true });
  });

  it('takes the last event of a finished selection that ends before the place', async () => {
    const place = { topNumber: 100, selectedNumber: 120, rowsAbove: null };
    expect(await find([10, 20], place)).toEqual({ top: 1, cursor: 1, selected: false, settled: true });
  });

  it('has no place in a finished selection that keeps nothing', async () => {
    const place = { topNumber: 100, selectedNumber: 120, rowsAbove: null };
    expect(await find([], place)).toEqual({ top: 0, cursor: -1, selected: false, settled: true });
  });
});
