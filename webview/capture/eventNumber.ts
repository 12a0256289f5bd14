import { formatCount } from './numberText';

/** By how much events of one capture of a timeline are apart from those of the next: see src/session/timeline/hostAddress. */
const HOST_STEP = 2 ** 32;

/** The number of an event in its own capture: on a timeline what names it says which capture that is, too. */
export function ownNumber(address: number): number {
  return address % HOST_STEP;
}

/** The place of an event's capture among those of a timeline; 0 where there is but one. */
export function captureOf(address: number): number {
  return Math.floor(address / HOST_STEP);
}

/** What names the event of this number in the capture that another event is of. */
export function besides(address: number, number: number): number {
  return captureOf(address) * HOST_STEP + number;
}

/** The highest event number at present, and whether more may come. */
export interface EventNumberRange {
  readonly last: number;
  readonly growing: boolean;
  /** On a timeline: whose events they are. */
  readonly host?: string | undefined;
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
  const where = range.host === undefined ? '' : ` of ${range.host}`;
  return { problem: `There is no event ${formatCount(number)}${where}: ${have}.` };
}
