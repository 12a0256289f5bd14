import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../src/cli/arguments';

const PRINT = { kind: 'print', file: 'a.scap', limit: undefined, filter: '' };

describe('the arguments of the command line', () => {
  it.each([
    [['-r', 'a.scap'], PRINT],
    [['-ra.scap'], PRINT],
    [['--read', 'a.scap'], PRINT],
    [['--read=a.scap'], PRINT],
    [['-r', 'a.scap', '-n', '5'], { ...PRINT, limit: 5 }],
    [['-n5', '-r', 'a.scap'], { ...PRINT, limit: 5 }],
    [['-r', 'a.scap', 'evt.num=3'], { ...PRINT, filter: 'evt.num=3' }],
    [['evt.num=3', '-r', 'a.scap'], { ...PRINT, filter: 'evt.num=3' }],
    [['--help'], { kind: 'help' }],
    [['-h', '-r', 'a.scap'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('%j', (args, request) => {
    expect(parseArguments(args)).toEqual(request);
  });

  it('join the words of a filter with blanks', () => {
    const words = ['proc.name=curl', 'and', 'evt.type', 'in', '(open, close)'];
    expect(parseArguments(['-r', 'a.scap', ...words])).toEqual({
      ...PRINT,
      filter: 'proc.name=curl and evt.type in (open, close)',
    });
  });

  it('take words after -- for the filter even when they begin with a dash', () => {
    expect(parseArguments(['-r', 'a.scap', '--', 'evt.rawres', '=', '-2'])).toEqual({
      ...PRINT,
      filter: 'evt.rawres = -2',
    });
  });

  it.each([
    [[], 'Say which capture to read'],
    [['evt.num=1'], 'Say which capture to read'],
    [['-r', ''], 'empty'],
    [['-r'], '-r, --read <value>'],
    [['-r', 'a.scap', '--bad'], "'--bad'"],
    [['-r', 'a.scap', '-x'], "'-x'"],
    [['-r', 'a.scap', '-n', '0'], 'from 1 on'],
    [['-r', 'a.scap', '-n', 'many'], '"many"'],
    [['-r', 'a.scap', '-n', '1e3'], '"1e3"'],
  ])('are refused with what is wrong: %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });
});
