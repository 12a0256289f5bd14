import { describe, expect, it } from 'vitest';
import type { CaptureProgress, ReadingState, SelectionProgress } from '../../../src/session/protocol';
import { emptinessOf } from '../../../webview/capture/emptiness';

const reading = (state: ReadingState): CaptureProgress => ({
  state,
  bytesRead: 0,
  bytesTotal: 100,
  events: 0,
  notices: [],
  growing: false,
  eventsBefore: [],
});
const selection = (matched: number, complete: boolean): SelectionProgress => ({
  selection: 0,
  matched,
  scanned: 0,
  complete,
});

describe('emptinessOf', () => {
  it('is none as soon as there is a row', () => {
    expect(emptinessOf(reading('reading'), selection(1, false), true)).toBe('none');
    expect(emptinessOf(reading('failed'), selection(1, true), false)).toBe('none');
  });

  it('does not say that nothing matches before everything was asked', () => {
    expect(emptinessOf(reading('reading'), selection(0, true), true)).toBe('reading');
    expect(emptinessOf(reading('complete'), selection(0, false), true)).toBe('reading');
    expect(emptinessOf(null, null, false)).toBe('reading');
  });

  it('tells a filter that keeps nothing from a capture that has nothing', () => {
    expect(emptinessOf(reading('complete'), selection(0, true), true)).toBe('no-match');
    expect(emptinessOf(reading('stopped'), selection(0, true), false)).toBe('no-events');
  });

  it('says that a capture cannot be read even before its selection is known', () => {
    expect(emptinessOf(reading('failed'), null, false)).toBe('failed');
  });
});
