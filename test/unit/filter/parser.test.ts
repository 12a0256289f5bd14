import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/engine/base/text';
import { parseFilter } from '../../../src/engine/filter/parser';
import type { Operand, RightSide, SyntaxNode, TransformerInput } from '../../../src/engine/filter/syntaxTree';

function side(part: Operand | RightSide | TransformerInput): string {
  switch (part.kind) {
    case 'field':
      return part.name;
    case 'literal':
      return decodeText(part.bytes);
    case 'val':
      return `val(${side(part.field)})`;
    case 'transformer':
      return `${part.name.name}(${part.inputs.map(side).join(', ')})`;
    default:
      return part.items.map(side).join(' ');
  }
}

/** A tree with every bracket: `[and a.b=1 [not c.d=2]]`. */
function shape(node: SyntaxNode): string {
  switch (node.kind) {
    case 'check':
      return [side(node.left), node.operator.name, node.modifier?.name, node.right && side(node.right)]
        .filter((word) => word !== undefined)
        .join(' ');
    case 'macro':
      return `macro ${node.name}`;
    case 'not':
      return `[${'not '.repeat(node.times)}${shape(node.operand)}]`;
    case 'error':
      return 'error';
    default:
      return `[${node.operands.map(shape).join(` ${node.kind} `)}]`;
  }
}

function shapeOf(text: string): string {
  const { root, diagnostics } = parseFilter(text);
  expect(diagnostics).toEqual([]);
  return shape(root);
}

/** The first complaint, with the piece of the filter that it points at. */
function complaint(text: string): [at: number, piece: string, message: string] {
  const [first] = parseFilter(text).diagnostics;
  return [first.start, text.slice(first.start, first.end), first.message];
}

describe('precedence', () => {
  it.each([
    ['a.b=1 and a.c=2 or a.d=3', '[[a.b = 1 and a.c = 2] or a.d = 3]', 'and binds tighter than or'],
    ['a.b=1 or a.c=2 and a.d=3', '[a.b = 1 or [a.c = 2 and a.d = 3]]', 'on either side'],
    ['a.b=1 and (a.c=2 or a.d=3)', '[a.b = 1 and [a.c = 2 or a.d = 3]]', 'brackets override it'],
    ['not a.b=1 and a.c=2', '[[not a.b = 1] and a.c = 2]', 'not binds tightest'],
    ['not (a.b=1 and a.c=2)', '[not [a.b = 1 and a.c = 2]]', 'not of a bracket'],
    ['not not a.b=1', '[not not a.b = 1]', 'nots add up'],
    ['a.b=1 and a.c=2 and a.d=3', '[a.b = 1 and a.c = 2 and a.d = 3]', 'chains are flat'],
    ['((a.b=1))', 'a.b = 1', 'superfluous brackets mean nothing'],
  ])('%s → %s (%s)', (text, expected) => expect(shapeOf(text)).toBe(expected));
});

describe('blanks', () => {
  it.each([
    ['  a.b  =  1  ', 'a.b = 1', 'are free around everything'],
    ['a.b=1\tand\r\na.c=2', '[a.b = 1 and a.c = 2]', 'may be tabs and line breaks'],
    ['a.b="1"and(a.c=2)or(a.d=3)', '[[a.b = 1 and a.c = 2] or a.d = 3]', 'are not needed beside brackets and quotes'],
    ['not(a.b=1)', '[not a.b = 1]', 'nor between not and a bracket'],
    ['a.b in(1,2)', 'a.b in 1 2', 'nor between in and its list'],
    ['a.b exists', 'a.b exists', 'end a word operator'],
  ])('%j → %s (%s)', (text, expected) => expect(shapeOf(text)).toBe(expected));
});

describe('values', () => {
  it.each([
    ['evt.dir=<', 'evt.dir = <', 'may look like an operator'],
    ['evt.dir=>', 'evt.dir = >', 'may look like an operator'],
    ['a.b!=/etc/*.[ch]', 'a.b != /etc/*.[ch]', 'without quotes may hold most characters'],
    ['a.b=c\\d', 'a.b = c\\d', 'without quotes have no escapes'],
    ['a.b="x y"', 'a.b = x y', 'in double quotes'],
    ["a.b='x \"y'", 'a.b = x "y', 'in single quotes'],
    ['a.b=""', 'a.b = ', 'may be empty'],
    ['a.b="\\x41\\t\\"\\/"', 'a.b = A\t"/', 'escapes'],
    ['a.b="\\ x"', 'a.b = \\x', 'a backslash before a blank stands for both'],
    ['a.b in (1, "2 3" ,4)', 'a.b in 1 2 3 4', 'lists are separated by commas'],
    ['a.b in ()', 'a.b in ', 'lists may be empty'],
    ['a.b in one', 'a.b in one', 'a list of one needs no brackets'],
    ['a.b==1', 'a.b == 1', '== is one operator'],
  ])('%s → %j (%s)', (text, expected) => expect(shapeOf(text)).toBe(expected));

  it('escaped bytes need not be UTF-8', () => {
    const { root } = parseFilter('a.b="\\xff\\x00"');
    expect(root.kind === 'check' && root.right?.kind === 'literal' && [...root.right.bytes]).toEqual([0xff, 0]);
  });
});

describe('fields', () => {
  it.each([
    ['a.b[0]=1', 'a.b', '0'],
    ['a.b[/x y]=1', undefined, undefined],
    ['a.b["x y"]=1', 'a.b', 'x y'],
    ['a.b.c_d2=1', 'a.b.c_d2', undefined],
  ])('%s', (text, name, argument) => {
    const { root } = parseFilter(text);
    if (name === undefined) expect(root.kind).toBe('error');
    else expect(root.kind === 'check' && root.left).toMatchObject({ name, argument });
  });
});

describe('mistakes are named and placed', () => {
  it.each([
    ['', 0, '', 'The filter is empty.'],
    ['proc.name=curl)', 14, ')', "This ')' closes nothing."],
    ['proc.name=curl && fd.num=3', 15, '&&', "Write 'and' instead of '&&'."],
    ['proc.name=curl || fd.num=3', 15, '||', "Write 'or' instead of '||'."],
    ['proc.name=curl fd.num=3', 15, 'fd.num=3', "'and' or 'or' is expected before 'fd.num=3'."],
    ['proc.name=curl or', 15, 'or', "A blank or a bracket has to follow 'or'."],
    ['proc.name=curl or ', 18, '', 'The filter ends where a field is expected.'],
    ['(proc.name=curl', 0, '(', 'This bracket is never closed.'],
    ['()', 1, ')', "A field is expected before this ')'."],
    ['!proc.name=curl', 0, '!', "Write 'not' instead of '!'."],
    ['not', 0, 'not', "A check is expected after 'not'."],
    ['proc.name="curl', 10, '"', 'This quote is never closed.'],
    ['proc.name="c\\"', 10, '"', 'This quote is never closed.'],
    ['proc.name="c\\q"', 12, '\\q', "'\\q' is not an escape; write '\\\\' for a backslash."],
    ['proc.name="c\\x4"', 12, '\\x4', "'\\x' needs two hexadecimal digits."],
    ['proc.name=', 10, '', "A value has to follow '='; put one with special characters in quotes."],
    ['proc.name=(a)', 10, '(', "'=' takes one value; write 'in' for a list."],
    ['proc.name in (a b)', 16, 'b', "Values of a list are separated by ','."],
    ['proc.name in (a,)', 16, ')', 'A value is expected here.'],
    ['proc.name in (a', 13, '(', 'This list is never closed.'],
    ['fd.name contains"lib"', 8, 'contains', "A blank has to follow 'contains'."],
  ])('%s', (text, at, piece, message) => expect(complaint(text)).toEqual([at, piece, message]));

  it('a word that is no operator is shown with those there are', () => {
    expect(complaint('proc.name cantains curl')).toEqual([
      10,
      'cantains',
      expect.stringMatching(/^'cantains' is not an operator\. After 'proc\.name' there has to be an operator: = == /),
    ]);
  });

  it('a filter that ends after a field points at the field', () => {
    expect(complaint('proc.name').slice(0, 2)).toEqual([0, 'proc.name']);
  });
});

describe('limits', () => {
  const nested = (depth: number): string => `${'('.repeat(depth)}a.b=1${')'.repeat(depth)}`;

  it('brackets may be 100 deep, not deeper', () => {
    expect(parseFilter(nested(100)).diagnostics).toEqual([]);
    expect(complaint(nested(101))).toEqual([100, '(', 'Brackets cannot be nested more than 100 deep.']);
  });

  it.each([
    ['10,000 brackets', '('.repeat(10_000)],
    ['25,000 nots', `${'not '.repeat(25_000)}a.b=1`],
    ['a chain of 12,000', 'a.b=1 or '.repeat(12_000)],
    ['a list of 30,000', `a.b in (${'a,'.repeat(30_000)}b)`],
    ['60,000 quotes', '"'.repeat(60_000)],
    ['30,000 escaped quotes', `a.b="${'\\"'.repeat(30_000)}`],
    ['a name of 60,000 characters', 'a.'.repeat(30_000)],
    ['60,000 opening brackets of a field', `a.b${'['.repeat(60_000)}`],
  ])('%s are read to the end', (_what, text) => {
    const { tokens } = parseFilter(text);
    expect(tokens[tokens.length - 1].end).toBe(text.length);
  });
});
