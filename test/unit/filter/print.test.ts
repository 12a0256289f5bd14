import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/engine/base/text';
import { FIELDS } from '../../../src/engine/fields/catalogue';
import { OPERATORS } from '../../../src/engine/filter/operators';
import { parseFilter } from '../../../src/engine/filter/parser';
import { printFilter } from '../../../src/engine/filter/print';
import type {
  CheckNode,
  FieldReference,
  ListNode,
  Literal,
  Operand,
  SyntaxNode,
  TransformerCall,
  TransformerInput,
} from '../../../src/engine/filter/syntaxTree';
import { TRANSFORMERS } from '../../../src/engine/filter/transformers';

const nowhere = { start: 0, end: 0 };

const literal: fc.Arbitrary<Literal> = fc
  .oneof(
    fc.string({ unit: 'grapheme' }).map(encodeText),
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Uint8Array.from(bytes)),
    fc.constantFrom('and', 'or', '\\', '"', "'", 'a\\"b', '', '(', 'a,b', 'x=y').map(encodeText),
  )
  .map((bytes) => ({ kind: 'literal', bytes, quoted: true, ...nowhere }));

const field: fc.Arbitrary<FieldReference> = fc
  .tuple(
    fc.constantFrom(...FIELDS.map(({ name }) => name)),
    fc.option(fc.constantFrom('0', 'HOME', '/data', 'a b', "it's"), { nil: undefined }),
  )
  .map(([name, argument]) => ({ kind: 'field', name, argument, ...nowhere }));

const { transformer } = fc.letrec<{ transformer: TransformerCall; input: TransformerInput }>((tie) => ({
  transformer: fc
    .tuple(
      fc.constantFrom(...TRANSFORMERS.map(({ name }) => name)),
      fc.array(tie('input'), { minLength: 1, maxLength: 3 }),
      fc.option(fc.constant('c'), { nil: undefined }),
    )
    .map(([name, inputs, argument]) => ({
      kind: 'transformer' as const,
      name: { name, ...nowhere },
      inputs,
      argument,
      ...nowhere,
    })),
  input: fc.oneof(
    { maxDepth: 3 },
    field,
    literal,
    tie('transformer'),
    fc
      .array(
        tie('input').filter(({ kind }) => kind !== 'transformer-list'),
        { maxLength: 3 },
      )
      .map((items) => ({ kind: 'transformer-list' as const, items, ...nowhere })),
  ),
}));

const operand: fc.Arbitrary<Operand> = fc.oneof(field, transformer);

const check: fc.Arbitrary<SyntaxNode> = fc
  .tuple(
    operand,
    fc.constantFrom(...OPERATORS),
    fc.array(literal, { maxLength: 3 }),
    fc.oneof(
      literal,
      transformer,
      field.map((each) => ({ kind: 'val' as const, field: each, ...nowhere })),
    ),
    fc.option(fc.constantFrom('oneof' as const, 'anyof' as const, 'allof' as const), { nil: undefined }),
  )
  .map(([left, operator, list, one, word]): CheckNode => {
    const items: ListNode = { kind: 'list', bracketed: true, items: list, ...nowhere };
    const modifier = word && operator.operands === 'one' ? { name: word, ...nowhere } : undefined;
    const isList = modifier !== undefined || (operator.operands === 'list' && one.kind === 'literal');
    const right = operator.operands === 'none' ? undefined : isList ? items : one;
    return { kind: 'check', left, operator: { name: operator.name, ...nowhere }, modifier, right, ...nowhere };
  });

const macro: fc.Arbitrary<SyntaxNode> = fc
  .constantFrom('spawned_process', 'x')
  .map((name) => ({ kind: 'macro', name, ...nowhere }));

const { tree } = fc.letrec<{ tree: SyntaxNode; check: SyntaxNode; chain: SyntaxNode; not: SyntaxNode }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, tie('check'), tie('chain'), tie('not')),
  check: fc.oneof({ arbitrary: check, weight: 4 }, macro),
  chain: fc
    .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
    .map(([kind, operands]) => ({ kind, bracketed: false, operands, ...nowhere })),
  not: fc
    .tuple(fc.integer({ min: 1, max: 3 }), tie('tree'))
    .map(([times, operand]) => ({ kind: 'not' as const, times, operand, ...nowhere })),
}));

/** The tree without its places in the text, and without how values were written. */
function withoutPlaces(node: unknown): unknown {
  if (node instanceof Uint8Array) return [...node];
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => !['start', 'end', 'quoted', 'bracketed'].includes(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutPlaces(value)]));
}

describe('printing a filter', () => {
  it('gives a text that reads as the same filter', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const parsed = parseFilter(printFilter(node));
        expect(parsed.diagnostics).toEqual([]);
        expect(withoutPlaces(parsed.root)).toEqual(withoutPlaces(node));
      }),
    );
  });

  it.each([
    ['(proc.name="curl")and(fd.num=3)', 'proc.name = curl and fd.num = 3'],
    ['(proc.name=a or proc.name=b)and fd.num=3', '(proc.name = a or proc.name = b) and fd.num = 3'],
    ["fd.name in ('a b',c)", 'fd.name in ("a b", c)'],
    ['fd.name="a\\x5c"', 'fd.name = "a\\x5c"'],
  ])('%s → %s: no needless brackets or quotes', (text, printed) => {
    expect(printFilter(parseFilter(text).root)).toBe(printed);
  });
});

describe('the tokens of a filter', () => {
  it('are its whole text, right or wrong', () => {
    const pieces = fc.constantFrom(
      'proc.name',
      ' ',
      '=',
      '(',
      ')',
      '"',
      'and ',
      'not ',
      'in',
      ',',
      'x',
      '\\',
      '[',
      '!',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
        ),
        (text) => {
          const { tokens, diagnostics } = parseFilter(text);
          expect(tokens.map((token) => text.slice(token.start, token.end)).join('')).toBe(text);
          for (const { start, end } of diagnostics) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});
