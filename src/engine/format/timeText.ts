const BILLION = 1_000_000_000;

/** Quotient and remainder by 10^9 of 2^48 and 2^32: what a step of the upper bits is worth in seconds and ns. */
const HIGH_SECONDS = 281_474;
const HIGH_NANOSECONDS = 976_710_656;
const MIDDLE_SECONDS = 4;
const MIDDLE_NANOSECONDS = 294_967_296;

/** A point in time: whole seconds since the epoch, and 0 to 999,999,999 nanoseconds. */
export interface SplitTime {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Splits a 64-bit count of nanoseconds, given as two unsigned halves, without losing any. */
export function splitTime(high: number, low: number): SplitTime {
  const upper = high >>> 16;
  const middle = high & 0xffff;
  const rest = upper * HIGH_NANOSECONDS + middle * MIDDLE_NANOSECONDS + low;
  const carried = Math.floor(rest / BILLION);
  return {
    seconds: upper * HIGH_SECONDS + middle * MIDDLE_SECONDS + carried,
    nanoseconds: rest - carried * BILLION,
  };
}

/**
 * Writes times in the local time zone. Keeps the text of the last second, which most events of a capture share with the
 * one before.
 */
export class LocalClock {
  private second = Number.NaN;
  private time = '';
  private date = '';

  /** `HH:MM:SS.nnnnnnnnn`. */
  timeOfDay(at: SplitTime): string {
    return `${this.secondOfDay(at.seconds)}.${nineDigits(at.nanoseconds)}`;
  }

  /** `HH:MM:SS` of a second since the epoch. */
  secondOfDay(second: number): string {
    this.turnTo(second);
    return this.time;
  }

  /** `YYYY-MM-DD HH:MM:SS.nnnnnnnnn`. */
  dateAndTime(at: SplitTime): string {
    return `${this.dateAndSecond(at.seconds)}.${nineDigits(at.nanoseconds)}`;
  }

  /** `YYYY-MM-DD HH:MM:SS` of a second since the epoch. */
  dateAndSecond(second: number): string {
    this.turnTo(second);
    return `${this.date} ${this.time}`;
  }

  private turnTo(second: number): void {
    if (second === this.second) return;
    const local = new Date(second * 1000);
    this.second = second;
    this.time = `${two(local.getHours())}:${two(local.getMinutes())}:${two(local.getSeconds())}`;
    this.date = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
  }
}

/** A time span in ns in the unit that suits it, cut and not rounded: `9.72us`. Source: facts/output-format.md §7. */
export function durationText(nanoseconds: number): string {
  if (nanoseconds < 0) return `-${durationText(-nanoseconds)}`;
  if (nanoseconds >= BILLION) return `${hundredths(nanoseconds, BILLION)}s`;
  if (nanoseconds >= 10_000_000) return `${Math.floor(nanoseconds / 1_000_000)}ms`;
  if (nanoseconds >= 1_000_000) return `${hundredths(nanoseconds, 1_000_000)}ms`;
  if (nanoseconds >= 10_000) return `${Math.floor(nanoseconds / 1000)}us`;
  if (nanoseconds >= 1000) return `${hundredths(nanoseconds, 1000)}us`;
  return `${nanoseconds}ns`;
}

/** A number that is the same for spans that `durationText` writes in the same way; -1 for negative ones. */
export function durationKey(nanoseconds: number): number {
  if (nanoseconds < 0) return -1;
  if (nanoseconds < 1000) return nanoseconds;
  if (nanoseconds < 10_000) return 1000 + Math.floor(nanoseconds / 10);
  if (nanoseconds < 1_000_000) return 2000 + Math.floor(nanoseconds / 1000);
  if (nanoseconds < 10_000_000) return 3000 + Math.floor(nanoseconds / 10_000);
  if (nanoseconds < BILLION) return 4000 + Math.floor(nanoseconds / 1_000_000);
  return 5000 + Math.floor(nanoseconds / 10_000_000);
}

/** A count below 10^9 with leading zeros to nine digits. */
export function nineDigits(nanoseconds: number): string {
  return `${BILLION + nanoseconds}`.slice(1);
}

function hundredths(value: number, unit: number): string {
  return `${Math.floor(value / unit)}.${two(Math.floor((value % unit) / (unit / 100)))}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
