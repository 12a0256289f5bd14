import type { MenuItem } from '../ui/menu';
import type { FilterSense } from './filterComposition';

/** Longest condition that a line of a menu shows whole, in characters. */
const LONGEST = 60;

const SENSES: readonly (readonly [sense: FilterSense, words: string])[] = [
  ['for', 'Filter for'],
  ['out', 'Filter out'],
  ['and', 'And'],
  ['and-not', 'And not'],
  ['or', 'Or'],
];

/** What can be done with a condition: ask for it alone, drop it, or put it together with the present filter. */
export function conditionItems(
  condition: string,
  current: string,
  onFilter: (condition: string, sense: FilterSense) => void,
): readonly MenuItem[] {
  const senses = current.trim() === '' ? SENSES.slice(0, 2) : SENSES;
  return senses.map(([sense, words]) => ({
    kind: 'action',
    label: `${words} ${shorten(condition)}`,
    run: () => onFilter(condition, sense),
  }));
}

/** A text that fits into a line of a menu. */
export function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
