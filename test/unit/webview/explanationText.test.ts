import { describe, expect, it } from 'vitest';
import { culpritOf, type ExplainedPart, filterWithout, partWords } from '../../../webview/capture/explanationText';

/** A part of a filter that stands in it once. */
function part(
  filter: string,
  text: string,
  kind: ExplainedPart['kind'],
  depth: number,
  [asked, kept]: readonly [number, number],
): ExplainedPart {
  const start = filter.indexOf(text);
  return { kind, start, end: start + text.length, depth, asked, kept, alone: kept, missing: 0 };
}

const FILTER = 'a.b=1 and (c.d=2 or e.f=3) and g.h=4';
const PARTS = [
  part(FILTER, FILTER, 'and', 0, [100, 0]),
  part(FILTER, 'a.b=1', 'check', 1, [100, 40]),
  part(FILTER, 'c.d=2 or e.f=3', 'or', 1, [40, 0]),
  part(FILTER, 'c.d=2', 'check', 2, [40, 0]),
  part(FILTER, 'e.f=3', 'check', 2, [40, 0]),
  part(FILTER, 'g.h=4', 'check', 1, [0, 0]),
];

describe('partWords', () => {
  it('says how many a part drops, and how many of them had no value', () => {
    expect(partWords({ ...PARTS[1], missing: 0 })).toBe('drops 60');
    expect(partWords({ ...PARTS[1], asked: 2000, kept: 1, missing: 1500 })).toBe(
      'drops 1,999, 1,500 for want of a value',
    );
    expect(partWords({ ...PARTS[1], kept: 100 })).toBe('drops none');
    expect(partWords(PARTS[5])).toBe('nothing comes to it');
  });
});

describe('culpritOf', () => {
  it('is the first condition that leaves nothing; alternatives are guilty together', () => {
    expect(culpritOf(PARTS)).toBe(PARTS[2]);
  });

  it('is nobody where something is kept', () => {
    expect(culpritOf([{ ...PARTS[0], kept: 3 }, ...PARTS.slice(1)])).toBeUndefined();
  });

  it('is the whole where it is one check, or several that nothing comes to', () => {
    expect(culpritOf([PARTS[3]])).toBe(PARTS[3]);
    const empty = PARTS.map((each) => ({ ...each, asked: 0, kept: 0 }));
    expect(culpritOf(empty)).toBe(empty[0]);
  });
});

describe('filterWithout', () => {
  it('is the filter without one of its conditions, with the brackets that the others need', () => {
    expect(filterWithout(FILTER, PARTS, PARTS[2])).toBe('a.b=1 and g.h=4');
    expect(filterWithout(FILTER, PARTS, PARTS[5])).toBe('a.b=1 and (c.d=2 or e.f=3)');
  });

  it('is nothing where the part is not one of them', () => {
    expect(filterWithout(FILTER, PARTS, PARTS[3])).toBeUndefined();
    expect(filterWithout('a.b=1', [PARTS[1]], PARTS[1])).toBeUndefined();
  });
});
