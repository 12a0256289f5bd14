import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/engine/base/text';
import { parseAddress } from '../../../src/engine/filter/address';
import { byteTest } from '../../../src/engine/filter/byteTests';
import { inNetwork, parseNetwork } from '../../../src/engine/filter/network';
import { numberTest } from '../../../src/engine/filter/numberTests';
import { type Comparison, findOperator } from '../../../src/engine/filter/operators';

function comparison(operator: string): Comparison {
  const found = findOperator(operator);
  if (!found) throw new Error(operator);
  return found.comparison;
}

function holds(value: string, operator: string, ...operands: string[]): boolean {
  // The value stands inside other bytes: a test must not look beyond its ends.
  const bytes = encodeText(`<<${value}>>`);
  return byteTest(comparison(operator), operands.map(encodeText))(bytes, 2, bytes.length - 2);
}

describe('texts', () => {
  it.each([
    ['curl', '=', ['curl'], true],
    ['curl', '=', ['Curl'], false],
    ['curl', '=', ['cur'], false],
    ['curl', '!=', ['cur'], true],
    ['', '=', [''], true],
    ['b', '<', ['a'], false],
    ['B', '<', ['a'], true],
    ['ab', '>', ['a'], true],
    ['é', '>', ['z'], true],
    ['a', '<=', ['a'], true],
    ['a', '>=', ['b'], false],
    ['curl', 'in', ['wget', 'curl'], true],
    ['curl', 'in', [], false],
    ['abcabd', 'contains', ['abd'], true],
    ['aaab', 'contains', ['aab'], true],
    ['abc', 'contains', ['<a'], false],
    ['abc', 'contains', [''], true],
    ['abc', 'contains', ['BC'], false],
    ['aBC', 'icontains', ['Abc'], true],
    ['Ä', 'icontains', ['ä'], false],
    ['abc', 'startswith', ['ab'], true],
    ['a', 'startswith', ['a>'], false],
    ['abc', 'endswith', ['bc'], true],
    ['c', 'endswith', ['<c'], false],
    ['abc', 'exists', [], true],
  ] as const)('%j %s %j is %s', (value, operator, operands, expected) => {
    expect(holds(value, operator, ...operands)).toBe(expected);
  });

  it.each([
    ['/etc/hosts', '/etc/*', true],
    ['/etc/ssl/certs', '/etc/*', true],
    ['/etc', '/etc/*', false],
    ['.hidden', '*', true],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['abc', 'a[a-c]c', true],
    ['abc', 'a[!a-c]c', false],
    ['abc', 'a[^x]c', true],
    ['a]c', 'a[]]c', true],
    ['a-c', 'a[x-]c', true],
    ['a[c', 'a[c', true],
    ['a*c', 'a\\*c', true],
    ['abc', 'a\\*c', false],
    ['abxbc', 'a*b*c', true],
    ['', '*', true],
    ['', '', true],
    ['ABC', 'abc', false],
  ])('%j glob %j is %s', (value, pattern, expected) => expect(holds(value, 'glob', pattern)).toBe(expected));

  it('iglob takes capitals for small letters on both sides', () => {
    expect(holds('/ETC/Hosts', 'iglob', '/Etc/h[N-P]STS')).toBe(true);
  });

  it('contains finds what indexOf finds', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b') });
    fc.assert(fc.property(few, few, (value, part) => holds(value, 'contains', part) === value.includes(part)));
  });

  it('in a long list finds exactly its items', () => {
    const items = Array.from({ length: 1000 }, (_, index) => `item${index}`);
    expect([holds('item999', 'in', ...items), holds('item1000', 'in', ...items)]).toEqual([true, false]);
  });
});

describe('paths', () => {
  it.each([
    ['/usr/lib/x', ['/usr/lib'], true],
    ['/usr/lib', ['/usr/lib'], true],
    ['/usr/library', ['/usr/lib'], false],
    ['/usr', ['/usr/lib'], false],
    ['//usr///lib/x', ['/usr/lib/'], true],
    ['/etc/hosts', ['/usr', '/etc'], true],
    ['/lib/x86_64-linux-gnu/libc.so', ['/lib/x86_64*'], true],
    ['/lib/x86_64/a', ['/lib/*/b'], false],
    ['/a/b/c', ['/*/b'], true],
    ['/a', ['/'], true],
    ['', ['/'], true],
    ['', ['/a'], false],
    ['/a', [], false],
  ])('%j pmatch %j is %s', (value, paths, expected) => expect(holds(value, 'pmatch', ...paths)).toBe(expected));
});

describe('networks', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.4', '10.1.2.3/31', false],
    ['10.1.2.2', '10.1.2.3/31', true],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:db8::1', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, text, expected) => {
    const bytes = parseAddress(address) ?? new Uint8Array(0);
    const network = parseNetwork(text);
    expect(network && inNetwork(network, bytes, 0, bytes.length)).toBe(expected);
  });

  it.each(['10.0.0.0/33', '2001::/129', '10.0.0.0/', '10.0.0.0/8/8', '/8', '10.0.0/8', '10.0.0.0/-1'])(
    '%j is none',
    (text) => expect(parseNetwork(text)).toBeUndefined(),
  );
});

describe('numbers', () => {
  it.each([
    [3, '=', [3n], true],
    [3, '!=', [3n], false],
    [-1, '<', [0n], true],
    [3, '<=', [3n], true],
    [3, '>', [3n], false],
    [3, '>=', [3n], true],
    [3, 'in', [1n, 2n, 3n], true],
    [30, 'in', Array.from({ length: 30 }, (_, index) => BigInt(index)), false],
    [29, 'in', Array.from({ length: 30 }, (_, index) => BigInt(index)), true],
  ] as const)('%d %s %s is %s', (value, operator, operands, expected) => {
    expect(numberTest(comparison(operator), operands, 0n)(value)).toBe(expected);
  });

  it('times compare to the nanosecond, although they exceed 2^53', () => {
    const base = 1534527348514632619n;
    const isLater = numberTest('greater', [base + 5n], base);
    expect([isLater(5), isLater(6)]).toEqual([false, true]);
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '0a000001'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
    ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ])('%s', (text, expected) => {
    expect(Array.from(parseAddress(text) ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(expected);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.x',
    '256.1.1.1',
    ':',
    ':::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'g::',
  ])('%j is none', (text) => expect(parseAddress(text)).toBeUndefined());
});
