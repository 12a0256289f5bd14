import { durationText } from '../../format/timeText';
import { cell } from '../support/cells';
import { sizeText } from '../support/sizeText';
import type { RankedRow } from './rankedSums';
import type { ValueUnit } from './tableDeclaration';

const WIDTH = 20;
const RULE = '-'.repeat(80);

/** The two lines above a table's rows. Source: facts/output-format.md §7. */
export function tableHeading(valueTitle: string, keyTitles: readonly string[]): string {
  return `${[valueTitle, ...keyTitles].map((title) => cell(title, WIDTH)).join('')}\n${RULE}\n`;
}

/** A row: all but its last key in columns. */
export function tableRow(value: string, keys: readonly string[]): string {
  const columns = [value, ...keys.slice(0, -1)].map((text) => cell(text, WIDTH)).join('');
  return `${columns}${keys.at(-1) ?? ''}\n`;
}

/** A sum in its unit. `duration` is what a share of time is a share of, in ns. */
export function valueText(unit: ValueUnit, { value }: RankedRow, duration: number): string {
  switch (unit) {
    case 'bytes':
      return sizeText(value);
    case 'nanoseconds':
      return durationText(Math.floor(value));
    case 'count':
      return `${value}`;
    case 'share-of-time':
      return `${(duration > 0 ? (value / duration) * 100 : 0).toFixed(2)}%`;
  }
}
