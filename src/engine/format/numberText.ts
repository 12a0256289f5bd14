import { readInt64, readUint64 } from '../base/integers';
import type { PrintFormat } from '../capture/eventTable';

/** Above this, the upper half of a 64-bit number no longer fits a JavaScript number exactly. */
const EXACT_HIGH = 0x200000;

/** A signed 64-bit number at `at`, in decimal, exact. */
export function signedText(view: DataView, at: number): string {
  const high = view.getInt32(at + 4, true);
  return high >= -EXACT_HIGH && high < EXACT_HIGH ? `${readInt64(view, at)}` : view.getBigInt64(at, true).toString();
}

/** An unsigned 64-bit number at `at`, in decimal, exact. */
export function unsignedText(view: DataView, at: number): string {
  return view.getUint32(at + 4, true) < EXACT_HIGH ? `${readUint64(view, at)}` : view.getBigUint64(at, true).toString();
}

/** A 64-bit number at `at`: decimal signed, hexadecimal in capitals without prefix, octal with a leading 0. */
export function wideText(view: DataView, at: number, format: PrintFormat): string {
  if (format === 'HEX') return unsignedRadix(view, at, 16).toUpperCase();
  return format === 'OCT' ? leadingZero(unsignedRadix(view, at, 8)) : signedText(view, at);
}

/** A number of up to 32 bits in a print format. Negative ones print as 32 bits in hexadecimal and octal. */
export function narrowText(value: number, format: PrintFormat): string {
  if (format === 'HEX') return (value >>> 0).toString(16).toUpperCase();
  return format === 'OCT' ? leadingZero((value >>> 0).toString(8)) : `${value}`;
}

/** A number as C's `%g` prints it: six significant digits, no trailing zeros, an exponent of two digits or more. */
export function shortestText(value: number): string {
  if (value === 0) return '0';
  const [mantissa, power] = value.toExponential(5).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return withoutTrailingZeros(value.toFixed(5 - exponent));
  const digits = `${Math.abs(exponent)}`.padStart(2, '0');
  return `${withoutTrailingZeros(mantissa)}e${exponent < 0 ? '-' : '+'}${digits}`;
}

function unsignedRadix(view: DataView, at: number, radix: 8 | 16): string {
  return view.getUint32(at + 4, true) < EXACT_HIGH
    ? readUint64(view, at).toString(radix)
    : view.getBigUint64(at, true).toString(radix);
}

function leadingZero(octal: string): string {
  return octal === '0' ? octal : `0${octal}`;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
