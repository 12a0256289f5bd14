import { describe, expect, it } from 'vitest';
import {
  shortestText,
  writeNarrow,
  writeSigned,
  writeUnsigned,
  writeWide,
} from '../../../src/engine/format/numberText';
import { TextWriter } from '../../../src/engine/format/textWriter';

function written(write: (out: TextWriter) => void): string {
  const out = new TextWriter();
  write(out);
  return out.textFrom(0);
}

function view(value: bigint): DataView {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt.asUintN(64, value), true);
  return bytes;
}

describe('64-bit numbers', () => {
  it.each([
    0n,
    -1n,
    9n,
    10n,
    -(10n ** 9n),
    10n ** 9n + 7n,
    2n ** 53n,
    -(2n ** 53n),
    2n ** 53n + 1n,
    -(2n ** 53n) - 1n,
    2n ** 63n - 1n,
    -(2n ** 63n),
  ])('print %s exactly, signed', (value) => {
    expect(written((out) => writeSigned(out, view(value), 0))).toBe(`${value}`);
  });

  it('print exactly without sign', () => {
    expect(written((out) => writeUnsigned(out, view(-1n), 0))).toBe('18446744073709551615');
    expect(written((out) => writeUnsigned(out, view(2n ** 53n + 1n), 0))).toBe('9007199254740993');
  });

  it('print in decimal with sign also where the type is unsigned', () => {
    expect(written((out) => writeWide(out, view(-1n), 0, 'DEC'))).toBe('-1');
  });

  it('print in hexadecimal as capitals, without sign, prefix or padding', () => {
    expect(written((out) => writeWide(out, view(0x7fa69774e000n), 0, 'HEX'))).toBe('7FA69774E000');
    expect(written((out) => writeWide(out, view(-1n), 0, 'HEX'))).toBe('FFFFFFFFFFFFFFFF');
    expect(written((out) => writeWide(out, view(0n), 0, 'HEX'))).toBe('0');
    expect(written((out) => writeWide(out, view(0x1_0000_000an), 0, 'HEX'))).toBe('10000000A');
  });
});

describe('narrow numbers', () => {
  it.each([
    [-1, 'DEC', '-1'],
    [-1, 'HEX', 'FFFFFFFF'],
    [0x5401, 'HEX', '5401'],
    [420, 'OCT', '0644'],
    [0, 'OCT', '0'],
  ] as const)('%i as %s is %s', (value, format, expected) => {
    expect(written((out) => writeNarrow(out, value, format))).toBe(expected);
  });
});

describe("C's %g", () => {
  it.each([
    [4, '4'],
    [0.0025, '0.0025'],
    [0.01, '0.01'],
    [2e-5, '2e-05'],
    [0.000998417, '0.000998417'],
    [9.999523, '9.99952'],
    [123456.7, '123457'],
    [999999.5, '1e+06'],
    [1234567, '1.23457e+06'],
    [0, '0'],
  ])('prints %d as %s', (value, expected) => {
    expect(shortestText(value)).toBe(expected);
  });
});
