import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../src/engine/filter/operators';
import { TRANSFORMERS } from '../../../src/engine/filter/transformers';

// The colours of a file before the language server has read it. The grammar is a table of regular expressions, which are
// applied here as TextMate does: the rule that matches first wins, among several the one that is listed first.

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

interface Grammar {
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

const GRAMMAR = JSON.parse(readFileSync('syntaxes/scap-filter.tmLanguage.json', 'utf8')) as Grammar;

function flattened(rules: readonly Rule[]): Rule[] {
  return rules.flatMap((rule) => {
    if (rule.include) return flattened([GRAMMAR.repository[rule.include.slice(1)]]);
    return rule.match || rule.begin ? [rule] : flattened(rule.patterns ?? []);
  });
}

const RULES = flattened(GRAMMAR.patterns);

function matchAt(pattern: string, line: string, from: number): RegExpExecArray | undefined {
  const expression = new RegExp(pattern, 'dg');
  expression.lastIndex = from;
  return expression.exec(line) ?? undefined;
}

/** Where the text that a rule opens ends; the end of the line where it does not. */
function endOf(rule: Rule, line: string, from: number): number {
  for (let at = from; ; ) {
    const end = matchAt(rule.end ?? '$', line, at);
    const inner = (rule.patterns ?? []).map(({ match = '' }) => matchAt(match, line, at)).find((found) => found);
    if (!end) return line.length;
    if (!inner || end.index <= inner.index) return end.index + end[0].length;
    at = inner.index + inner[0].length;
  }
}

/** The coloured pieces of a line: the first words of the scope, and the piece. */
function coloured(line: string): string[] {
  const pieces: string[] = [];
  const put = (name: string, piece: string): void => {
    pieces.push(`${name.replace('.scap-filter', '').split('.').slice(0, 3).join('.')} ${piece}`);
  };
  for (let at = 0; at < line.length; ) {
    const found = RULES.flatMap((rule) => {
      const match = matchAt(rule.match ?? rule.begin ?? '', line, at);
      return match ? [{ rule, match }] : [];
    }).reduce<{ rule: Rule; match: RegExpExecArray } | undefined>(
      (first, each) => (first && first.match.index <= each.match.index ? first : each),
      undefined,
    );
    if (!found) break;
    const { rule, match } = found;
    const end = match.index + match[0].length;
    if (rule.begin) {
      at = endOf(rule, line, end);
      put(rule.name ?? '', line.slice(match.index, at));
      continue;
    }
    if (rule.name) put(rule.name, match[0]);
    for (const [group, { name }] of Object.entries(rule.captures ?? {})) {
      if (match[Number(group)] !== undefined) put(name, match[Number(group)]);
    }
    at = Math.max(end, at + 1);
  }
  return pieces;
}

describe('the colours before the server answers', () => {
  it.each(OPERATORS.map(({ name }) => name))('know the operator %s', (name) => {
    const comparison = `keyword.operator.comparison ${name}`;
    expect(coloured(`proc.name ${name} x`)).toEqual(['variable.other.property proc.name', comparison]);
    expect(coloured(`len(proc.name) ${name} x`)).toContain(comparison);
  });

  it.each([...TRANSFORMERS.map(({ name }) => name), 'val'])('know the transformer %s', (name) => {
    expect(coloured(`${name}(fd.name)`)).toEqual([`support.function ${name}`, 'variable.other.property fd.name']);
  });

  it.each([
    ['# proc.name = x', ['comment.line.number-sign # proc.name = x']],
    [
      'filter Some words: started',
      ['keyword.other.definition filter', 'entity.name.section Some words', 'punctuation.separator :'],
    ],
    [
      'macro started: not evt.dir=<',
      [
        'keyword.other.definition macro',
        'entity.name.function started',
        'punctuation.separator :',
        'keyword.operator.logical not',
        'variable.other.property evt.dir',
        'keyword.operator.comparison =',
      ],
    ],
    [
      'list shells: bash, sh',
      ['keyword.other.definition list', 'entity.name.function shells', 'punctuation.separator :'],
    ],
    [
      'evt.arg[0] exists and fd.num = 3',
      [
        'variable.other.property evt.arg',
        'variable.parameter [0]',
        'keyword.operator.comparison exists',
        'keyword.operator.logical and',
        'variable.other.property fd.num',
        'keyword.operator.comparison =',
        'constant.numeric 3',
      ],
    ],
    [
      'proc.name startswith anyof (a)',
      [
        'variable.other.property proc.name',
        'keyword.operator.comparison startswith',
        'keyword.operator.modifier anyof',
      ],
    ],
    [
      '  "a or b" or \'c\'',
      ['string.quoted.double "a or b"', 'keyword.operator.logical or', "string.quoted.single 'c'"],
    ],
    ['  "a\\"b" or', ['string.quoted.double "a\\"b"', 'keyword.operator.logical or']],
    // As in the language: a quote behind a backslash closes nothing.
    ['  "a\\\\" or" and', ['string.quoted.double "a\\\\" or"', 'keyword.operator.logical and']],
  ])('%s', (line, expected) => expect(coloured(line)).toEqual(expected));
});
