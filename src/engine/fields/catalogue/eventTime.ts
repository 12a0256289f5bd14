import type { EventRow } from '../../base/brands';
import { durationKey, durationText, nineDigits } from '../../format/timeText';
import type { Trace } from '../../trace/trace';
import type { Field } from '../field';
import type { ColumnReader, FieldContext, RowReader } from '../fieldReader';
import {
  beyondSeconds,
  deltaColumn,
  inSeconds,
  latencyColumn,
  previousRow,
  rowLatency,
  waitLatency,
  wholeSeconds,
} from '../readers/latency';
import { byColumn, rowNumber, rowText } from '../readers/shapes';
import { localClock, nanosecondText, numberOfTime, rowTime, secondText, splitTimes } from '../readers/times';
import { entry } from './entry';

const rawTime: ColumnReader = {
  domain: 'column',
  read: (_trace, chunk, index) => chunk.time[index],
  base: (trace) => trace.timeBase,
  bounds: ({ earliest, latest }) => [earliest, latest],
};

const relativeTime: ColumnReader = { ...rawTime, base: undefined };

/** In JSON, times that are text otherwise are nanoseconds since the epoch. */
const json = ({ trace }: FieldContext, row: EventRow): bigint => trace.timeBase + BigInt(trace.events.time(row));

function sincePrevious(context: FieldContext, row: EventRow): number {
  const previous = previousRow(context, row);
  return previous === undefined ? 0 : context.trace.events.time(row) - context.trace.events.time(previous);
}

function secondOfDay(context: FieldContext, second: number): string {
  return localClock(context).secondOfDay(second);
}

function dateAndSecond(context: FieldContext, second: number): string {
  return localClock(context).dateAndSecond(second);
}

function outputTime(context: FieldContext, row: EventRow): string {
  switch (context.timeMode ?? 'h') {
    case 'a': {
      const { seconds, nanoseconds } = rowTime(context, row);
      return `${seconds}.${nanoseconds}`;
    }
    case 'r':
      return spanText(context.trace.events.time(row));
    case 'd':
      return spanText(rowLatency(context, row) ?? 0);
    case 'D':
      return spanText(sincePrevious(context, row));
    default:
      return localClock(context).timeOfDay(rowTime(context, row));
  }
}

function spanText(nanoseconds: number): string {
  return nanoseconds < 0
    ? `-${spanText(-nanoseconds)}`
    : `${wholeSeconds(nanoseconds)}.${nineDigits(beyondSeconds(nanoseconds))}`;
}

function seconds(read: (context: FieldContext, row: EventRow) => number | undefined): RowReader {
  return rowNumber((context, row) => mapped(read(context, row), wholeSeconds));
}

function nanoseconds(read: (context: FieldContext, row: EventRow) => number | undefined): RowReader {
  return rowNumber((context, row) => mapped(read(context, row), beyondSeconds));
}

function mapped<T>(value: number | undefined, map: (value: number) => T): T | undefined {
  return value === undefined ? undefined : map(value);
}

const FIRST = 'sysdig 0.1.81';

const MILLION = 1_000_000;
const BILLION = 1_000_000_000;
/** Times up to this, in ns, can be split into whole milliseconds and what is beyond. */
const LARGEST_SPLIT = 2 ** 51;

/** The times within the second that begins at `start` whose nanoseconds beyond it are from `low` to before `high`. */
function withinSecond(start: number, low: number, high: number): readonly [from: number, until: number] {
  return [start + Math.max(0, low), start + Math.min(BILLION, high)];
}

/** Fields of the moment of an event and of the time that passed. */
export const EVENT_TIME_FIELDS: readonly Field[] = [
  entry(
    'evt.time',
    'CHARBUF',
    FIRST,
    'Time of day with nanoseconds, in the local time zone.',
    'evt.time startswith 17:35',
    nanosecondText((context, second) => `${secondOfDay(context, second)}.`, ''),
    { json },
  ),
  entry(
    'evt.time.s',
    'CHARBUF',
    FIRST,
    'Time of day in whole seconds, in the local time zone.',
    'evt.time.s = 17:35:48',
    secondText(secondOfDay),
    { json },
  ),
  entry(
    'evt.time.iso8601',
    'CHARBUF',
    'sysdig 0.26.7',
    'Date and time in UTC as ISO 8601 writes them, with nanoseconds.',
    'evt.time.iso8601 startswith 2018-08-17T17',
    nanosecondText((_context, second) => `${new Date(second * 1000).toISOString().slice(0, 19)}.`, '+0000'),
    { json },
  ),
  entry(
    'evt.datetime',
    'CHARBUF',
    FIRST,
    'Date and time with nanoseconds, in the local time zone.',
    "evt.datetime startswith '2018-08-17 17:35'",
    nanosecondText((context, second) => `${dateAndSecond(context, second)}.`, ''),
    { json },
  ),
  entry(
    'evt.datetime.s',
    'CHARBUF',
    'libs 2022-03',
    'Date and time in whole seconds, in the local time zone.',
    "evt.datetime.s = '2018-08-17 17:35:48'",
    secondText(dateAndSecond),
    { json },
  ),
  entry(
    'evt.rawtime',
    'ABSTIME',
    FIRST,
    'Time of the event, in nanoseconds since 1970.',
    'evt.rawtime >= 1534527348514632619',
    rawTime,
  ),
  entry(
    'evt.rawtime.s',
    'ABSTIME',
    FIRST,
    'Time of the event, in whole seconds since 1970.',
    'evt.rawtime.s = 1534527348',
    numberOfTime({
      of: (trace, time) => splitTimes(trace).secondOf(time),
      around: (trace, _time, low, high) => [splitTimes(trace).startOf(low), splitTimes(trace).startOf(high)],
    }),
  ),
  entry(
    'evt.rawtime.ns',
    'ABSTIME',
    FIRST,
    'Nanoseconds of the event beyond the whole second.',
    'evt.rawtime.ns < 500000000',
    numberOfTime({
      of: (trace, time) => splitTimes(trace).nanosecondOf(time),
      around: (trace, time, low, high) => {
        const times = splitTimes(trace);
        return withinSecond(times.startOf(times.secondOf(time)), low, high);
      },
    }),
    { print: 'nine-digits' },
  ),
  entry(
    'evt.reltime',
    'RELTIME',
    FIRST,
    'Nanoseconds since the first event.',
    'evt.reltime < 1000000000',
    relativeTime,
    { print: 'nine-digits' },
  ),
  entry(
    'evt.reltime.s',
    'RELTIME',
    FIRST,
    'Whole seconds since the first event.',
    'evt.reltime.s = 5',
    numberOfTime({
      of: (_trace, time) => wholeSeconds(time),
      around: (_trace, _time, low, high) => [low * BILLION, high * BILLION],
    }),
  ),
  entry(
    'evt.reltime.ns',
    'RELTIME',
    FIRST,
    'Nanoseconds since the first event beyond the whole second.',
    'evt.reltime.ns < 500000000',
    numberOfTime({
      of: (_trace, time) => beyondSeconds(time),
      around: (_trace, time, low, high) => withinSecond(wholeSeconds(time) * BILLION, low, high),
    }),
    { print: 'nine-digits' },
  ),
  entry(
    'evt.latency',
    'RELTIME',
    FIRST,
    'How long the call took, in nanoseconds; 0 where it is entered, and for events that are no calls.',
    'evt.latency > 1000000',
    byColumn(rowNumber(rowLatency), latencyColumn),
  ),
  entry(
    'evt.latency.s',
    'RELTIME',
    FIRST,
    'Whole seconds that the call took.',
    'evt.latency.s > 0',
    byColumn(seconds(rowLatency), inSeconds(latencyColumn, 'whole')),
  ),
  entry(
    'evt.latency.ns',
    'RELTIME',
    FIRST,
    'Nanoseconds that the call took beyond the whole second.',
    'evt.latency.ns > 500000000',
    byColumn(nanoseconds(rowLatency), inSeconds(latencyColumn, 'rest')),
    { print: 'nine-digits' },
  ),
  entry(
    'evt.latency.human',
    'CHARBUF',
    'sysdig 0.8.0',
    'How long the call took, with a unit: 2.84us.',
    'evt.latency.human endswith ms',
    {
      ...rowText((context, row) => durationText(rowLatency(context, row))),
      decidedBy: { by: 'number', column: latencyColumn, of: durationText, keyOf: durationKey },
    },
  ),
  entry(
    'evt.wait_latency',
    'RELTIME',
    'sysdig 0.1.104',
    'How long a call that may wait took, in nanoseconds; only where such a call returns.',
    'evt.wait_latency > 1000000',
    waitLatency,
  ),
  entry(
    'evt.deltatime',
    'RELTIME',
    'sysdig 0.1.90',
    'Nanoseconds since the event before: the one printed before, or in a filter the one that is shown before.',
    'evt.deltatime > 1000000',
    byColumn(rowNumber(sincePrevious), deltaColumn),
  ),
  entry(
    'evt.deltatime.s',
    'RELTIME',
    'sysdig 0.1.90',
    'Whole seconds since the event before.',
    'evt.deltatime.s > 0',
    byColumn(seconds(sincePrevious), inSeconds(deltaColumn, 'whole')),
  ),
  entry(
    'evt.deltatime.ns',
    'RELTIME',
    'sysdig 0.1.90',
    'Nanoseconds since the event before beyond the whole second.',
    'evt.deltatime.ns > 500000000',
    byColumn(nanoseconds(sincePrevious), inSeconds(deltaColumn, 'rest')),
    { print: 'nine-digits' },
  ),
  entry(
    'evt.outputtime',
    'CHARBUF',
    'sysdig 0.5.0',
    'Time of the event, as the option -t wants it: time of day, since the epoch, since the first event ….',
    '%evt.outputtime',
    rowText(outputTime),
    { json, only: 'formats' },
  ),
  entry(
    'evt.around',
    'UINT64',
    'sysdig 0.1.90',
    'Whether the event is at most so many milliseconds away from the time in brackets, which is in nanoseconds since 1970.',
    'evt.around[1534527348514632619] = 5',
    undefined,
    {
      only: 'filters',
      isDistance: true,
      argument: {
        required: true,
        noun: 'time in nanoseconds since 1970',
        inBrackets: true,
        bind: (argument) =>
          /^[0-9]{1,20}$/.test(argument) ? { readers: [distanceFrom(BigInt(argument))] } : undefined,
      },
    },
  ),
];

/** How many milliseconds, rounded up, lie between a row and a time. */
function distanceFrom(time: bigint): ColumnReader {
  const of = (trace: Trace): number => Number(time - trace.timeBase);
  const distance = (at: number, middle: number): number => Math.ceil(Math.abs(at - middle) / MILLION);
  return numberOfTime({
    of: (trace, at) => distance(at, of(trace)),
    around(trace, time, low, high) {
      const middle = of(trace);
      // Of larger numbers the quotient is not exact: but on one side of the middle it rises or falls all the way.
      if (Math.max(Math.abs(middle), Math.abs(time)) > LARGEST_SPLIT) {
        const holds = (at: number): boolean => {
          const number = distance(at, middle);
          return at > middle === time > middle && number >= low && number < high;
        };
        return [lastFrom(time, -1, holds), lastFrom(time, 1, holds) + 1];
      }
      // The distance is at most `high - 1`, and more than `low - 1`.
      const [most, least] = [(high - 1) * MILLION, (low - 1) * MILLION];
      if (low <= 0) return [middle - most, middle + most + 1];
      return time > middle ? [middle + least + 1, middle + most + 1] : [middle - most, middle - least];
    },
  });
}

/** The last of the times that are less than `LARGEST_SPLIT` from one, forwards (1) or backwards (-1), up to which a condition holds. */
function lastFrom(time: number, direction: 1 | -1, holds: (time: number) => boolean): number {
  let held = 0;
  for (let step = LARGEST_SPLIT / 2; step >= 1; step /= 2) {
    if (holds(time + direction * (held + step))) held += step;
  }
  return time + direction * held;
}
