import { formatCount } from './numberText';

/** The highest event number at present, and whether more may come. */
export interface EventNumberRange {
  readonly last: number;
  readonly growing: boolean;
}

/** Reads an event number as a person writes it, thousands apart or with a `#`; null where it is none from 1 on. */
export function parseEventNumber(text: string): number | null {
  const digits = text
    .trim()
    .replace(/^#/, '')
    .replace(/[,_\s]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return null;
  const number = Number(digits);
  return number >= 1 ? number : null;
}

/** What is wrong with what was typed as an event number, or the number. */
export function checkEventNumber(
  text: string,
  range: EventNumberRange,
): { readonly number: number } | { readonly problem: string } {
  const number = parseEventNumber(text);
  if (number === null) return { problem: 'An event number is a whole number from 1 on.' };
  if (number <= range.last) return { number };
  const have = `the last is ${formatCount(range.last)}${range.growing ? ' so far' : ''}`;
  return { problem: `There is no event ${formatCount(number)}: ${have}.` };
}
