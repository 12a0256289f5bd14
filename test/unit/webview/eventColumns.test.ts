import { describe, expect, it } from 'vitest';
import type { EventLine } from '../../../src/session/protocol';
import { EVENT_COLUMNS, lineAsText } from '../../../webview/capture/eventColumns';

const line: EventLine = {
  number: 58_215,
  time: '10:41:43.541261000',
  delta: 4_004_000_000,
  cpu: 1,
  process: 'skydns',
  tid: 4640,
  direction: '>',
  event: 'close',
  fd: '7 10.0.2.15->8.8.8.8',
  details: 'fd=7',
  failed: false,
};

describe('the columns of the event list', () => {
  it('have the ids that saved states and tests rely on, in this order', () => {
    expect(EVENT_COLUMNS.map(({ id }) => id)).toEqual([
      'number',
      'time',
      'delta',
      'cpu',
      'process',
      'tid',
      'direction',
      'event',
      'fd',
      'details',
    ]);
  });

  it('align numbers right and text left', () => {
    const right = EVENT_COLUMNS.filter(({ align }) => align === 'right').map(({ id }) => id);
    expect(right).toEqual(['number', 'delta', 'cpu', 'tid']);
  });

  it('all have a name, even the one without a title', () => {
    expect(EVENT_COLUMNS.every(({ label }) => label !== '')).toBe(true);
  });

  it('frame a gap of a second and more, and nothing below', () => {
    const delta = EVENT_COLUMNS.find(({ id }) => id === 'delta');
    expect(delta?.emphasis?.(line)).toBe('notable-gap');
    expect(delta?.emphasis?.({ ...line, delta: 4700 })).not.toBe('notable-gap');
  });

  it('leave the gap before the first line empty', () => {
    expect(EVENT_COLUMNS.find(({ id }) => id === 'delta')?.text({ ...line, delta: null })).toBe('');
  });
});

describe('lineAsText', () => {
  it('puts one tab between cells', () => {
    expect(lineAsText(line)).toBe(
      '58215\t10:41:43.541261000\t4.00 s\t1\tskydns\t4640\t>\tclose\t7 10.0.2.15->8.8.8.8\tfd=7',
    );
  });
});
