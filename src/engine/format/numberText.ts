import { readInt64, readUint64 } from '../base/integers';
import type { PrintFormat } from '../capture/eventTable';
import type { TextWriter } from './textWriter';

/** Above this, the upper half of a 64-bit number no longer fits a JavaScript number exactly. */
const EXACT_HIGH = 0x200000;

/** Writes a signed 64-bit number at `at`, in decimal, exact. */
export function writeSigned(out: TextWriter, view: DataView, at: number): void {
  const high = view.getInt32(at + 4, true);
  if (high >= -EXACT_HIGH && high < EXACT_HIGH) out.integer(readInt64(view, at));
  else out.text(view.getBigInt64(at, true).toString());
}

/** Writes an unsigned 64-bit number at `at`, in decimal, exact. */
export function writeUnsigned(out: TextWriter, view: DataView, at: number): void {
  if (view.getUint32(at + 4, true) < EXACT_HIGH) out.integer(readUint64(view, at));
  else out.text(view.getBigUint64(at, true).toString());
}

/** Writes a 64-bit number at `at`: decimal signed, hexadecimal in capitals without prefix, octal with a leading 0. */
export function writeWide(out: TextWriter, view: DataView, at: number, format: PrintFormat): void {
  if (format === 'HEX') out.hexadecimal(view.getUint32(at + 4, true), view.getUint32(at, true));
  else if (format === 'OCT') out.text(leadingZero(view.getBigUint64(at, true).toString(8)));
  else writeSigned(out, view, at);
}

/** Writes a number of up to 32 bits in a print format. Negative ones print as 32 bits in hexadecimal and octal. */
export function writeNarrow(out: TextWriter, value: number, format: PrintFormat): void {
  if (format === 'HEX') out.hexadecimal(0, value >>> 0);
  else if (format === 'OCT') out.text(leadingZero((value >>> 0).toString(8)));
  else out.integer(value);
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

function leadingZero(octal: string): string {
  return octal === '0' ? octal : `0${octal}`;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
