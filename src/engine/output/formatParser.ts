import { isFieldError, resolveField } from '../fields/resolveField';
import type { Problem } from '../filter/diagnostic';
import type { Format, FormatPart } from './format';

/** A format, or what is wrong with its text. */
export type FormatOutcome =
  | { readonly accepted: true; readonly format: Format }
  | { readonly accepted: false; readonly diagnostic: Problem };

/** A value wider than any line is a mistake. */
const WIDEST = 65_535;

/** Thrown inside this file only. */
class Mistake {
  constructor(readonly diagnostic: Problem) {}
}

/**
 * Reads a format: text with `%field` and `%WIDTHfield` in it, and `*` before it where incomplete lines are wanted. Escapes
 * are not looked at. Never throws on account of the text.
 */
export function parseFormat(text: string): FormatOutcome {
  try {
    const keepsIncomplete = text.startsWith('*');
    const parts = readParts(text, keepsIncomplete ? 1 : 0);
    if (text === '') throw mistake('empty formatting token', 0, 0);
    return { accepted: true, format: { parts, keepsIncomplete } };
  } catch (error) {
    if (error instanceof Mistake) return { accepted: false, diagnostic: error.diagnostic };
    throw error;
  }
}

function readParts(text: string, start: number): FormatPart[] {
  const parts: FormatPart[] = [];
  let at = start;
  while (at < text.length) {
    const sign = text.indexOf('%', at);
    const end = sign < 0 ? text.length : sign;
    if (end > at) parts.push({ kind: 'text', text: text.slice(at, end) });
    if (sign < 0) break;
    const field = readField(text, sign);
    parts.push(field);
    at = field.end;
  }
  return parts;
}

function readField(text: string, start: number): Extract<FormatPart, { kind: 'field' }> {
  if (start + 1 === text.length) {
    throw mistake('invalid formatting syntax: formatting cannot end with a %', start, text.length);
  }
  const [digits] = /^\d*/.exec(text.slice(start + 1)) ?? [''];
  const name = start + 1 + digits.length;
  if (name === text.length) {
    throw mistake('invalid formatting syntax: formatting cannot end with a number', start, text.length);
  }
  const width = Number(digits);
  if (width > WIDEST) throw mistake(`a field cannot be wider than ${WIDEST} characters`, start + 1, name);
  const field = resolveField(text, name);
  if (isFieldError(field)) {
    throw mistake(
      `invalid formatting token ${text.slice(name)}: ${field.message}`,
      name,
      Math.max(field.end, name + 1),
    );
  }
  if (field.field.only === 'filters') {
    throw mistake(`${field.name} is filter only and cannot be used as a display field`, name, name + field.length);
  }
  return { kind: 'field', field, width, start, end: name + field.length };
}

function mistake(message: string, start: number, end: number): Mistake {
  return new Mistake({ message, start, end });
}
