import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/engine/filter/diagnostic';
import { expectationAt } from '../../../src/engine/filter/expectation';
import { parseFilter, parseList } from '../../../src/engine/filter/parser';

/** A text with the edits of a fix made. */
function fixed(text: string, { fixes }: Diagnostic, choice = 0): string {
  const edits = [...fixes[choice].edits].sort((a, b) => b.start - a.start);
  return edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

describe('several mistakes are all found', () => {
  it.each([
    ['proc.name=curl && fd.num=3 || not', ['foreign-operator', 'foreign-operator', 'check-expected']],
    ['proc.name cantains a and fd.num ~ 3', ['operator-expected', 'foreign-operator']],
    ['proc.name in (a,,b c) and )', ['value-expected', 'comma-expected', 'check-expected']],
    ['proc.name="\\q" and fd.num in (1', ['bad-escape', 'unclosed-bracket']],
    ['(proc.name=a or (fd.num=3', ['unclosed-bracket']],
    ['proc.name=a) and fd.num', ['unopened-bracket', 'operator-expected']],
    ['and proc.name=a', ['check-expected']],
    ['proc.name=a and and fd.num=3', ['check-expected']],
  ])('%s', (text, codes) => {
    expect(parseFilter(text).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a fix makes the filter right', () => {
  it.each([
    ['proc.name=curl && fd.num=3', 'proc.name=curl and fd.num=3'],
    ['proc.name=curl&&fd.num=3', 'proc.name=curl and fd.num=3'],
    ['proc.name=curl||fd.num=3', 'proc.name=curl or fd.num=3'],
    ['proc.name=curl AND fd.num=3', 'proc.name=curl and fd.num=3'],
    ['!proc.name=curl', 'not proc.name=curl'],
    ['!(proc.name=curl)', 'not (proc.name=curl)'],
    ['NOT proc.name=curl', 'not proc.name=curl'],
    ['proc.name not in (a, b)', 'not proc.name in (a, b)'],
    ['proc.name=curl fd.num=3', 'proc.name=curl and fd.num=3'],
    ['evt.type=open,close', 'evt.type in (open,close)'],
    ['evt.type = open,close', 'evt.type in (open,close)'],
    ['not evt.type=open,close,read and fd.num=3', 'not evt.type in (open,close,read) and fd.num=3'],
    ['proc.name = my program', 'proc.name = "my program"'],
    ['evt.args contains res=0', 'evt.args contains "res=0"'],
    ['proc.name = (a, b)', 'proc.name in (a, b)'],
    ['proc.name startswith (a, b)', 'proc.name startswith anyof (a, b)'],
    ['proc.name regex (a|b)', 'proc.name regex "(a|b)"'],
    ['proc.name in (a b)', 'proc.name in (a, b)'],
    ['proc.name in (a,)', 'proc.name in (a)'],
    ['proc.name in (a, b and fd.num=3', 'proc.name in (a, b) and fd.num=3'],
    ['((proc.name=a', '((proc.name=a))'],
    ['proc.name=a)', 'proc.name=a'],
    ['proc.name="a', 'proc.name="a"'],
    ['fd.name contains"lib"', 'fd.name contains "lib"'],
    ['proc.name=a or(fd.num=3) and"x"', undefined],
    ['proc.name =~ c.*', 'proc.name regex c.*'],
    ['proc.name eq curl', 'proc.name = curl'],
    ['proc.name cantains a', 'proc.name contains a'],
    ['tolwer(proc.name)=a', 'tolower(proc.name)=a'],
    ['proc.name="c\\q"', 'proc.name="c\\\\q"'],
  ])('%s → %s', (text, expected) => {
    const { diagnostics } = parseFilter(text);
    if (expected === undefined) {
      expect(diagnostics).not.toEqual([]);
      return;
    }
    const result = fixed(text, diagnostics[0]);
    expect(result).toBe(expected);
    expect(parseFilter(result).diagnostics).toEqual([]);
  });
});

/** What is expected where `|` stands, with the piece that is written there. */
function expectedAt(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = expectationAt(text, parseFilter(text).expectations, offset);
  if (!found) return 'nothing';
  const { expected, written, left, operator, modifier, transformer, argumentOf } = found;
  const words = [
    expected,
    written && `'${text.slice(written.start, written.end)}'`,
    left && `after ${text.slice(left.start, left.end)}`,
    operator?.name,
    modifier?.name,
    transformer && `input ${transformer.input} of ${transformer.name.name}`,
    argumentOf && `of ${argumentOf.name}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}

describe('what may be typed at a place is known, however broken the filter', () => {
  it.each([
    ['|', 'check'],
    ['pro|', "check 'pro'"],
    ['proc.na|', "check 'proc.na'"],
    ['proc.|', "check 'proc.'"],
    ['not |', 'check'],
    ['(|', 'check'],
    ['proc.name |', 'operator after proc.name'],
    ['proc.name con|', "operator 'con' after proc.name"],
    ['proc.name=|', 'value after proc.name ='],
    ['proc.name = |', 'value after proc.name ='],
    ['proc.name=cu|', "value 'cu' after proc.name ="],
    ['proc.name="cu|', "value '\"cu' after proc.name ="],
    ['proc.name=curl |', 'connective'],
    ['proc.name=curl an|', "connective 'an'"],
    ['proc.name=curl and |', 'check'],
    ['proc.name=curl and fd.| or evt.num=1', "check 'fd.'"],
    ['evt.type in |', 'list after evt.type in'],
    ['evt.type in (|', 'list-item after evt.type in'],
    ['evt.type in (open, re|', "list-item 're' after evt.type in"],
    ['evt.type in (open, |) and evt.num=1', 'list-item after evt.type in'],
    ['proc.name startswith anyof (|', 'list-item after proc.name startswith anyof'],
    ['proc.aname[|', 'argument of proc.aname'],
    ['proc.env[HO|]=1', "argument 'HO' of proc.env"],
    ['concat(proc.name, |', 'transformer-input input 1 of concat'],
    ['tolower(basename(fd.na|', "transformer-input 'fd.na' input 0 of basename"],
    ['proc.name = val(|', 'transformer-input input 0 of val'],
  ])('%s: %s', (marked, expected) => expect(expectedAt(marked)).toBe(expected));

  it('expectations are in order and inside the text, whatever it is', () => {
    const pieces = ['proc.name', ' ', '=', '(', ')', '"', 'and ', 'not ', 'in', ',', '[', 'val(', 'x', 'anyof ', '&&'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (all) => {
        const text = all.join('');
        const { expectations, diagnostics } = parseFilter(text);
        let before = 0;
        for (const { start, end } of expectations) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeLessThanOrEqual(text.length);
          before = start;
        }
        for (const { start, end, fixes } of diagnostics) {
          expect(start <= end && end <= text.length).toBe(true);
          for (const edit of fixes.flatMap(({ edits }) => edits)) {
            expect(edit.start <= edit.end && edit.end <= text.length).toBe(true);
          }
        }
      }),
    );
  });
});

describe('a list that stands alone', () => {
  it.each([
    ['(bash, "a b", other_list)', 3, 0],
    ['()', 0, 0],
    ['(a b)', 2, 1],
    ['bash', 0, 1],
    ['(a) b', 1, 1],
  ])('%s has %i items and %i mistakes', (text, items, mistakes) => {
    const list = parseList(text);
    expect([list.items.length, list.diagnostics.length]).toEqual([items, mistakes]);
    expect(list.tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  });
});
