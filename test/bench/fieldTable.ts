import type { FieldsMeasurement, FilterMeasurement } from './measurements';
import { ratioText, table } from './report';
import { median } from './statistics';
import { milliseconds } from './units';

/** The largest shares of sysdig's pass that filters may take. */
const MOST = { fields: 1 / 100, buffers: 1 / 3 } as const;

/** What every field takes, the slowest first, beside sysdig's own pass in ms; NaN where there is none. */
export function fieldTable(name: string, { events, filters }: FieldsMeasurement, pass: number): string {
  const slowestFirst = [...filters].sort((one, other) => timeOf(other) - timeOf(one));
  const rows = slowestFirst.map((filter) => {
    const ratio = timeOf(filter) / pass;
    const kept = Number.isNaN(ratio) ? '' : isMiss(filter, pass) ? '**no**' : 'yes';
    const matched = filter.matched === undefined ? 'refused' : String(Math.round(filter.matched / filter.share));
    const about = filter.share < 1 ? 'about ' : '';
    const ours = `${about}${milliseconds(timeOf(filter))}`;
    return [`\`${filter.text}\``, `${about}${matched}`, ours, ratioOf(ratio), filter.kind, kept];
  });
  const misses = filters.filter((filter) => isMiss(filter, pass)).length;
  return [
    `${name}: ${events} events, sysdig's pass ${milliseconds(pass)}; ${filters.length - misses} of ${filters.length} filters within their budget`,
    '',
    table(['filter', 'keeps', 'ours', "ours / sysdig's pass", 'budget of', 'kept'], rows),
  ].join('\n');
}

function isMiss(filter: FilterMeasurement, pass: number): boolean {
  return timeOf(filter) / pass > MOST[filter.kind];
}

/** In ms; of one that was given up, what the whole would have taken. */
function timeOf({ times, share }: FilterMeasurement): number {
  return median(times) / share;
}

function ratioOf(ratio: number): string {
  return Number.isNaN(ratio) ? '' : ratioText(ratio);
}
