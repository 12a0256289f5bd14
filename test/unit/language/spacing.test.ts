import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/engine/filter/parser';
import { printFilter } from '../../../src/engine/filter/print';
import { format } from '../../../src/engine/language/languageService';
import { edited } from './marked';

function formatted(text: string): string {
  return edited(text, format(text));
}

describe('formatting a filter', () => {
  it.each([
    ['proc.name=nginx', 'proc.name = nginx'],
    ['  proc.name   =  nginx  and(evt.dir=<)', 'proc.name = nginx and (evt.dir = <)'],
    ['fd.num in(3,4 , 5)', 'fd.num in (3, 4, 5)'],
    ['not( evt.cpu=1 or evt.cpu=2 )', 'not (evt.cpu = 1 or evt.cpu = 2)'],
    ['len( b64( evt.buffer ) )>3', 'len(b64(evt.buffer)) > 3'],
    ['join( ",",(proc.name,evt.type))="a,b"', 'join(",", (proc.name, evt.type)) = "a,b"'],
    ['getopt(proc.args,"c:")[c]=x', 'getopt(proc.args, "c:")[c] = x'],
    ['proc.env[HOME]  exists', 'proc.env[HOME] exists'],
    ['proc.name startswith  anyof  (a,b)', 'proc.name startswith anyof (a, b)'],
    ['proc.name = val( proc.pname )', 'proc.name = val(proc.pname)'],
    ['evt.cpu=1\n      and evt.dir=<', 'evt.cpu = 1\n  and evt.dir = <'],
    ['proc.name = "a   b"', 'proc.name = "a   b"'],
    ['', ''],
  ])('%j becomes %j', (before, after) => expect(formatted(before)).toBe(after));

  it.each(['evt.cpu=1  &&   proc.name=x', 'proc.name="x', 'proc.name=', 'evt.cpu=1 or  '])(
    'waits until the syntax is right: %j',
    (text) => expect(format(text)).toEqual([]),
  );

  const piece = fc.constantFrom(
    ...[
      'proc.name',
      'evt.arg.res',
      'proc.aname[2]',
      '=',
      '!=',
      'in',
      'contains',
      'exists',
      'and',
      'or',
      'not',
      '(',
      ')',
    ],
    ...[',', '"a b"', 'nginx', '12', 'tolower(', 'val(', ' ', '  ', '\n', 'anyof', '<', '&&', '"', 'inbound'],
  );

  it('never changes what a filter says, and is done at once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join(' ');
        const after = formatted(text);
        expect(printFilter(parseFilter(after).root)).toBe(printFilter(parseFilter(text).root));
        expect(after.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
        expect(format(after)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
