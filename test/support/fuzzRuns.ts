import { setImmediate } from 'node:timers/promises';

/**
 * How many times each property is tried in full. `npm run fuzz` tries 20,000 times; `npm test` asks for 1,000 in the
 * environment, as anybody may for another number.
 */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);

/** Most runs in one test: a test that goes on for minutes leaves its runner without an answer, which then gives up. */
const MOST_IN_A_TEST = 500;

/** One test's part of many runs. */
export interface Share {
  readonly runs: number;
  /** Which of how many, for titles: `3 of 40`. */
  readonly part: string;
}

/** Cuts a number of runs into the parts that single tests do. */
export function sharesOf(runs: number): readonly Share[] {
  const parts = Math.ceil(runs / MOST_IN_A_TEST);
  return Array.from({ length: parts }, (_, index) => ({
    runs: Math.min(MOST_IN_A_TEST, runs - index * MOST_IN_A_TEST),
    part: `${index + 1} of ${parts}`,
  }));
}

/** To be awaited in every run: the test's worker has to answer its runner now and then. */
export function breathe(): Promise<void> {
  return setImmediate();
}
