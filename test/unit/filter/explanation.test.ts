import { describe, expect, it } from 'vitest';
import { explainFilter } from '../../../src/engine/filter/explanation';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

const STORY = openTrace(
  drawnCapture(`
    process 100 curl pid=100
    process 200 nginx pid=200
    fd 100 5 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    fd 200 6 file /etc/hosts
    1 10:00:00.000000000 0 curl (100) > read fd=5 size=1
    2 10:00:00.000000001 0 curl (100) > getuid
    3 10:00:00.000000002 0 nginx (200) > read fd=6 size=1
    4 10:00:00.000000003 0 nginx (200) > getuid
    state-only curl (100) > getuid
  `),
);

/** Each part of a filter: asked, kept, alone, missing. */
function explained(text: string, slice = 2): string[] {
  const outcome = explainFilter(text, STORY);
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  const { length } = STORY.trace.events;
  for (let row = 0; row < length; row += slice) outcome.explanation.ask(row, Math.min(length, row + slice));
  return outcome.explanation.parts.map(
    ({ start, end, depth, asked, kept, alone, missing }) =>
      `${'  '.repeat(depth)}${text.slice(start, end)}: ${[asked, kept, alone, missing].join(' ')}`,
  );
}

describe('a filter is explained part by part: asked, kept of those, kept alone, without the field', () => {
  it('a single check', () => expect(explained('proc.name=curl')).toEqual(['proc.name=curl: 4 2 2 0']));

  it('under and, a part is asked about what is left', () => {
    expect(explained('proc.name=curl and fd.num=5')).toEqual([
      'proc.name=curl and fd.num=5: 4 1 1 0',
      '  proc.name=curl: 4 2 2 0',
      '  fd.num=5: 2 1 1 1',
    ]);
  });

  it('under or, a part is asked about what nothing before it took', () => {
    expect(explained('proc.name=curl or evt.type=read')).toEqual([
      'proc.name=curl or evt.type=read: 4 3 3 0',
      '  proc.name=curl: 4 2 2 0',
      '  evt.type=read: 2 1 2 0',
    ]);
  });

  it('not, brackets and fields that are missing', () => {
    expect(explained('not (fd.name != x or fd.ip = 10.0.0.2) and evt.type = getuid')).toEqual([
      'not (fd.name != x or fd.ip = 10.0.0.2) and evt.type = getuid: 4 2 2 0',
      '  not (fd.name != x or fd.ip = 10.0.0.2): 4 2 2 0',
      '    fd.name != x or fd.ip = 10.0.0.2: 4 2 2 0',
      '      fd.name != x: 4 2 2 2',
      '      fd.ip = 10.0.0.2: 2 0 1 2',
      '  evt.type = getuid: 2 2 2 0',
    ]);
  });

  it('is the same in slices of any size', () => {
    const text = 'proc.name startswith oneof (cu, ng) and (fd.port=80 or not fd.name contains etc)';
    expect(explained(text, 1)).toEqual(explained(text, 100));
  });

  it('not without a filter', () => {
    const outcome = explainFilter('proc.nam=x', STORY);
    expect(!outcome.accepted && outcome.diagnostics[0].code).toBe('unknown-field');
  });
});
