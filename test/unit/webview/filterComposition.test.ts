import { describe, expect, it } from 'vitest';
import { composeFilter, hasCondition, toggleCondition } from '../../../webview/capture/filterComposition';

describe('composeFilter', () => {
  it('takes the place of the filter that was there', () => {
    expect(composeFilter('evt.type=open', 'evt.cpu=0', 'for')).toBe('evt.cpu=0');
    expect(composeFilter('evt.type=open', 'evt.cpu=0', 'out')).toBe('not evt.cpu=0');
  });

  it('adds to a filter', () => {
    expect(composeFilter('evt.type=open', 'evt.cpu=0', 'and')).toBe('evt.type=open and evt.cpu=0');
    expect(composeFilter('evt.type=open', 'evt.cpu=0', 'and-not')).toBe('evt.type=open and not evt.cpu=0');
    expect(composeFilter('evt.type=open', 'evt.cpu=0', 'or')).toBe('evt.type=open or evt.cpu=0');
  });

  it('is the condition itself where there was no filter', () => {
    expect(composeFilter('  ', 'evt.cpu=0', 'and')).toBe('evt.cpu=0');
    expect(composeFilter('', 'evt.cpu=0', 'or')).toBe('evt.cpu=0');
    expect(composeFilter('', 'evt.cpu=0', 'and-not')).toBe('not evt.cpu=0');
  });

  it('brackets a filter with alternatives, which would come apart otherwise', () => {
    expect(composeFilter('evt.type=open or evt.type=close', 'evt.cpu=0', 'and')).toBe(
      '(evt.type=open or evt.type=close) and evt.cpu=0',
    );
    expect(composeFilter('evt.type=open or evt.type=close', 'evt.cpu=0', 'or')).toBe(
      'evt.type=open or evt.type=close or evt.cpu=0',
    );
  });

  it('does not bracket for an "or" in brackets or in a text', () => {
    expect(composeFilter('(a.b=1 or a.b=2)', 'evt.cpu=0', 'and')).toBe('(a.b=1 or a.b=2) and evt.cpu=0');
    expect(composeFilter('proc.name="this or that"', 'evt.cpu=0', 'and')).toBe(
      'proc.name="this or that" and evt.cpu=0',
    );
  });

  it('drops a condition of several parts as a whole', () => {
    expect(composeFilter('evt.cpu=0', 'proc.pid=1 and fd.num=3', 'and-not')).toBe(
      'evt.cpu=0 and not (proc.pid=1 and fd.num=3)',
    );
  });

  it('brackets what it does not understand', () => {
    expect(composeFilter('proc.name="open', 'evt.cpu=0', 'and')).toBe('(proc.name="open) and evt.cpu=0');
    expect(composeFilter('a.b=1) or (a.b=2', 'evt.cpu=0', 'or')).toBe('(a.b=1) or (a.b=2) or evt.cpu=0');
  });
});

describe('toggleCondition', () => {
  it('adds a condition, and takes it away again, wherever it stands', () => {
    for (const filter of ['', 'evt.cpu=0', 'evt.cpu=0 and evt.type in (read, write)']) {
      const with53 = toggleCondition(filter, 'fd.port=53');
      expect(hasCondition(with53, 'fd.port=53')).toBe(true);
      expect(toggleCondition(with53, 'fd.port=53')).toBe(filter);
    }
    expect(toggleCondition('a.b=1 and fd.port=53 and a.c=2', 'fd.port=53')).toBe('a.b=1 and a.c=2');
  });

  it('does so with a condition of several parts', () => {
    const both = toggleCondition('evt.cpu=0', 'proc.pid=1 and fd.num=3');
    expect(both).toBe('evt.cpu=0 and proc.pid=1 and fd.num=3');
    expect(toggleCondition(both, 'proc.pid=1 and fd.num=3')).toBe('evt.cpu=0');
  });

  it('does so with alternatives', () => {
    const both = toggleCondition('evt.cpu=0', 'a.b=1 or a.b=2');
    expect(both).toBe('evt.cpu=0 and (a.b=1 or a.b=2)');
    expect(toggleCondition(both, 'a.b=1 or a.b=2')).toBe('evt.cpu=0');
  });

  it('finds no condition among alternatives, in a text, or in a longer condition', () => {
    expect(hasCondition('fd.port=53 or a.b=1', 'fd.port=53')).toBe(false);
    expect(hasCondition('a.b="x and fd.port=53"', 'fd.port=53')).toBe(false);
    expect(hasCondition('not fd.port=53', 'fd.port=53')).toBe(false);
    expect(hasCondition('fd.port=530', 'fd.port=53')).toBe(false);
  });
});
