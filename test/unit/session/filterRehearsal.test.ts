import { describe, expect, it } from 'vitest';
import { compileFilter, type FilterOutcome } from '../../../src/engine/filter/filter';
import { FilterRehearsal, REHEARSED } from '../../../src/session/filterRehearsal';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

describe('the rehearsal of filters', () => {
  const opened = openTrace(drawnCapture('sh (1) > getuid'));

  it.each(REHEARSED)('can ask %s', (text) => {
    expect(compileFilter(text, opened).accepted).toBe(true);
  });

  it('is left out for a small capture', () => {
    const asked: string[] = [];
    const compile = (text: string): FilterOutcome => {
      asked.push(text);
      return compileFilter(text, opened);
    };
    expect(new FilterRehearsal(opened.trace, compile).advance()).toBe(false);
    expect(asked).toEqual([]);
  });
});
