import type { ColumnChoices } from '../ui/columnLayout';
import { EVENT_COLUMNS } from './eventColumns';

/** The column of the host: the field that it shows. */
export const HOST_COLUMN = 'host.name';

const USUAL = EVENT_COLUMNS.filter(({ optional }) => optional !== true).map(({ id }) => id);

/** The columns of a timeline: those that were chosen, and the host beside the number, which means nothing without it. */
export function withHostColumn({ widths, shown }: ColumnChoices): ColumnChoices {
  const columns = shown.length === 0 ? USUAL : shown;
  if (columns.includes(HOST_COLUMN)) return { widths, shown: columns };
  return { widths, shown: columns.toSpliced(columns.indexOf('number') + 1, 0, HOST_COLUMN) };
}

/** What to keep, for captures of one host as well, of the columns that were chosen on a timeline. */
export function withoutHostColumn({ widths, shown }: ColumnChoices): ColumnChoices {
  const columns = shown.filter((id) => id !== HOST_COLUMN);
  const isUsual = columns.length === USUAL.length && columns.every((id, index) => id === USUAL[index]);
  return { widths, shown: isUsual ? [] : columns };
}
