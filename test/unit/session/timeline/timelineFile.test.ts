import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTimelineFile, TimelineFileError, timelineText } from '../../../../src/session/timeline/timelineFile';

function reasonOf(content: unknown): string {
  try {
    readTimelineFile(typeof content === 'string' ? content : JSON.stringify(content));
  } catch (error) {
    if (error instanceof TimelineFileError) return error.message;
    throw error;
  }
  return '';
}

describe("a timeline's file", () => {
  it('lists captures beside it, with their hosts and how far their clocks were ahead, in ms', () => {
    const text = timelineText([{ file: 'web.scap', host: 'web-1', clockOffset: 12.5 }, { file: 'hosts/db.scap' }]);
    expect(readTimelineFile(text)).toEqual([
      { path: ['web.scap'], host: 'web-1', clockCorrection: -12_500_000n },
      { path: ['hosts', 'db.scap'], host: undefined, clockCorrection: 0n },
    ]);
  });

  it.each([
    ['no JSON', /JSON/],
    [{ file: 'a.scap' }, /list of 1 to 64/],
    [[], /list of 1 to 64/],
    [Array.from({ length: 65 }, () => ({ file: 'a.scap' })), /list of 1 to 64/],
    [['a.scap'], /Capture 1 .* object/],
    [[{ file: 'a.scap' }, null], /Capture 2 .* object/],
    [[{}], /Capture 1 .* beside/],
    [[{ file: 'a.scap', host: '' }], /"host" of capture 1/],
    [[{ file: 'a.scap', host: 'a\nb' }], /"host" of capture 1/],
    [[{ file: 'a.scap', clockOffset: '1' }], /"clockOffset" of capture 1/],
    [[{ file: 'a.scap', clockOffset: 1e300 }], /"clockOffset" of capture 1/],
    [' '.repeat(70_000), /at most/],
  ])('says what is wrong with %j', (content, reason) => {
    expect(reasonOf(content)).toMatch(reason);
  });

  it.each([
    '',
    '.',
    '/etc/passwd',
    '../a.scap',
    'a/../../b.scap',
    'a//b.scap',
    '\\\\server\\share\\a.scap',
    '..\\a.scap',
    'C:\\a.scap',
    'C:a.scap',
    'file:///etc/passwd',
    'a\0.scap',
  ])('names nothing outside of its folder: %j', (file) => {
    expect(reasonOf([{ file }])).toMatch(/beside/);
  });

  it('is read or refused, whatever it holds', () => {
    fc.assert(fc.property(fc.json(), (text) => typeof reasonOf(text) === 'string'));
  });
});
