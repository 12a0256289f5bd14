import type { SysdigTime } from './fieldCensus';
import type { FieldsMeasurement, FilterMeasurement } from './measurements';
import { ratioText, table } from './report';
import { median } from './statistics';
import { milliseconds } from './units';

/** The largest shares of sysdig's time that filters may take. */
const MOST = { fields: 1 / 100, buffers: 1 / 3 } as const;

/** A filter, and what it is held against. */
interface Line {
  readonly filter: FilterMeasurement;
  readonly ours: number;
  readonly theirs: SysdigTime;
  readonly ratio: number;
  readonly isOver: boolean;
}

/**
 * What every field takes, the slowest first, beside sysdig's time for the same filter, and then those that take more than they may. `pass` is
 * sysdig's own pass in ms; NaN where there is none.
 */
export function fieldTable(
  name: string,
  { events, filters }: FieldsMeasurement,
  pass: number,
  sysdigTime: (filter: string) => SysdigTime,
): string {
  const lines = filters
    .map((filter): Line => {
      const ours = laterTime(filter);
      const theirs = sysdigTime(filter.text);
      const ratio = ours / theirs.time;
      return { filter, ours, theirs, ratio, isOver: ratio > MOST[filter.kind] };
    })
    .sort((one, other) => other.ours - one.ours);
  const over = lines.filter(({ isOver }) => isOver);
  const header = ['filter', 'keeps', 'first use', 'later', "sysdig's", 'ratio', 'budget of', 'kept'];
  return [
    `${name}: ${events} events, sysdig's pass ${milliseconds(pass)}; ${lines.length - over.length} of ${lines.length} filters within their budget`,
    '',
    table(header, lines.map(lineOf)),
    ...(over.length > 0 ? ['', 'Over their budget:', '', table(header, over.map(lineOf))] : []),
  ].join('\n');
}

function lineOf({ filter, ours, theirs, ratio, isOver }: Line): readonly string[] {
  const isKnown = !Number.isNaN(ratio);
  const matched = filter.matched === undefined ? 'refused' : String(Math.round(filter.matched / filter.share));
  const about = filter.share < 1 ? 'about ' : '';
  return [
    `\`${filter.text}\``,
    `${about}${matched}`,
    milliseconds((filter.times[0] ?? Number.NaN) / filter.share),
    `${about}${milliseconds(ours)}`,
    isKnown ? `${milliseconds(theirs.time)}${theirs.isPass ? ' (pass)' : ''}` : '',
    isKnown ? ratioText(ratio) : '',
    filter.kind,
    isKnown ? (isOver ? '**no**' : 'yes') : '',
  ];
}

/** In ms, after its first use; of one that was given up, what the whole would have taken. */
function laterTime({ times, share }: FilterMeasurement): number {
  return median(times.length > 1 ? times.slice(1) : times) / share;
}
