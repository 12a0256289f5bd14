import { describe, expect, it } from 'vitest';
import { echoHeading, echoText, lackTexts } from '../../../webview/capture/echo/echoBlock';
import { occurrences } from '../../../webview/capture/echo/foundText';
import { lackSentences, pathText, versionText, wholeText } from '../../../webview/capture/files/fileColumns';
import { pathCondition } from '../../../webview/capture/files/fileMenu';
import { inOrder, markedPart } from '../../../webview/ui/blockMarks';

const BLOCK = {
  number: 2,
  direction: 'read',
  size: '1.95KB',
  container: '',
  fd: '/etc/hosts',
  process: 'curl',
  data: 'one\ntwo',
  more: 0,
  missing: 0,
} as const;

describe('a block of the echo', () => {
  it('has the heading that echo_fds prints', () => {
    expect(echoHeading(BLOCK)).toBe('------ Read 1.95KB from /etc/hosts (curl)');
    expect(echoHeading({ ...BLOCK, direction: 'written', container: '[web] [3ad7]' })).toBe(
      '------ Write 1.95KB to [web] [3ad7] /etc/hosts (curl)',
    );
  });

  it('is text of one line above its data, whatever a name has in it', () => {
    expect(echoText({ ...BLOCK, process: 'a\nb\u202e' })).toBe('------ Read 1.95KB from /etc/hosts (a·b·)\none\ntwo');
  });

  it('says what is left out and what is not there', () => {
    expect(lackTexts(BLOCK)).toEqual({ more: '', missing: '' });
    expect(lackTexts({ more: 1, missing: 1991 })).toEqual({
      more: '… 1 more character: click or Enter shows them',
      missing: '⟨1,991 bytes not in the capture⟩',
    });
  });
});

describe('marked text', () => {
  const [start, end] = inOrder({ index: 3, offset: 2 }, { index: 1, offset: 4 });

  it('is from the first place to the second, wherever it was begun', () => {
    expect(start).toEqual({ index: 1, offset: 4 });
    expect(inOrder({ index: 1, offset: 9 }, { index: 1, offset: 2 })[0].offset).toBe(2);
  });

  it('is a part of the first and the last block, and all between', () => {
    expect([1, 2, 3].map((index) => markedPart('abcdef', index, start, end))).toEqual(['ef', 'abcdef', 'ab']);
    expect(markedPart('abc', 3, start, { index: 3, offset: Number.POSITIVE_INFINITY })).toBe('abc');
  });
});

describe('found text', () => {
  it('is marked in any case, as often as it occurs but not without limit', () => {
    expect(occurrences('Aa-aA', 'AA')).toEqual([0, 3]);
    expect(occurrences('aaaa', 'a', 2)).toEqual([0, 1]);
    expect(occurrences('abc', '')).toEqual([]);
  });
});

describe('a file in the list', () => {
  it('says which content of its path it is', () => {
    expect(versionText({ written: true, version: 2, versions: 3 })).toBe('written 2 of 3');
    expect(versionText({ written: false, version: 1, versions: 1 })).toBe('read');
    expect(versionText({ written: false, version: null, versions: null })).toBe('');
  });

  it('has the path that it was opened by beside the one that it got', () => {
    expect(pathText({ path: '/a', openedAs: '' })).toBe('/a');
    expect(pathText({ path: '/a', openedAs: '/.a\n1' })).toBe('/a  ← /.a·1');
  });

  it('says whether it is whole, and why not', () => {
    expect(wholeText({ lacks: [] })).toBe('yes');
    expect(lackSentences({ lacks: [] })).toBe('');
    expect(wholeText({ lacks: ['cut', 'end-unseen'] })).toBe('cut, end unseen');
    expect(lackSentences({ lacks: ['open-before'] })).toMatch(/^It was open before the capture began/);
  });

  it('is asked for by the path of its events', () => {
    expect(pathCondition({ path: '/a', openedAs: '/.a "b"' })).toBe('fd.name="/.a \\"b\\""');
  });
});
