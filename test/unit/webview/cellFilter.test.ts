import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLine } from '../../../src/session/protocol';
import { conditionsForCell, quoteFilterText, splitFd } from '../../../webview/capture/cellFilter';

const line: EventLine = {
  number: 10031,
  time: '10:41:39.536694000',
  delta: 4700,
  cpu: 0,
  process: 'curl',
  tid: 22370,
  direction: '>',
  event: 'connect',
  fd: '3 172.17.0.7:46162->10.0.2.15:53',
  details: 'fd=3',
  failed: false,
};

describe('quoteFilterText', () => {
  it('escapes quotes, backslashes and line ends', () => {
    expect(quoteFilterText('a"b')).toBe('"a\\"b"');
    expect(quoteFilterText('a\\b')).toBe('"a\\\\b"');
    expect(quoteFilterText('a\nb\tc')).toBe('"a\\nb\\tc"');
    expect(quoteFilterText('\u001b[0m')).toBe('"\\x1b[0m"');
  });

  it('leaves single quotes and other alphabets as they are', () => {
    expect(quoteFilterText("it's é")).toBe('"it\'s é"');
  });

  it('never lets a backslash stand before the closing quote, where it would keep the text open', () => {
    expect(quoteFilterText('C:\\')).toBe('"C:\\x5c"');
    fc.assert(fc.property(fc.string(), (text) => !quoteFilterText(text).slice(0, -1).endsWith('\\')));
  });

  it('leaves no quote inside without a backslash before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', 'a') }), (text) => {
        expect(quoteFilterText(text).slice(1, -1)).not.toMatch(/(^|[^\\])"/);
      }),
    );
  });
});

describe('conditionsForCell', () => {
  it.each([
    ['process', ['proc.name="curl"']],
    ['tid', ['thread.tid=22370']],
    ['event', ['evt.type=connect']],
    ['cpu', ['evt.cpu=0']],
    ['direction', ['evt.dir=">"']],
    ['fd', ['fd.name="172.17.0.7:46162->10.0.2.15:53"', 'fd.num=3']],
    ['details', []],
    ['delta', []],
    ['number', ['evt.num>=10031', 'evt.num<=10031']],
    ['time', ['evt.num>=10031', 'evt.num<=10031']],
  ])('asks, for the column %s, %j', (column, conditions) => {
    expect(conditionsForCell(line, column)).toEqual(conditions);
  });

  it('asks for the number alone where an fd has no name, and for nothing where there is no fd', () => {
    expect(conditionsForCell({ ...line, fd: '3' }, 'fd')).toEqual(['fd.num=3']);
    expect(conditionsForCell({ ...line, fd: '' }, 'fd')).toEqual([]);
    expect(conditionsForCell({ ...line, fd: '-1' }, 'fd')).toEqual([]);
  });

  it('asks for nothing where there is no process', () => {
    expect(conditionsForCell({ ...line, process: '', tid: -1 }, 'process')).toEqual([]);
    expect(conditionsForCell({ ...line, process: '', tid: -1 }, 'tid')).toEqual([]);
  });

  it('asks for failed calls where the call failed', () => {
    expect(conditionsForCell({ ...line, failed: true }, 'details')).toEqual(['evt.failed=true']);
  });

  it('quotes an event name that is no plain word', () => {
    expect(conditionsForCell({ ...line, event: 'a b' }, 'event')).toEqual(['evt.type="a b"']);
  });
});

describe('splitFd', () => {
  it('takes the first word for the number and keeps blanks in the name', () => {
    expect(splitFd('12 /tmp/a b')).toEqual({ number: 12, name: '/tmp/a b' });
    expect(splitFd('-1')).toEqual({ number: -1, name: '' });
    expect(splitFd('')).toBeNull();
  });
});
