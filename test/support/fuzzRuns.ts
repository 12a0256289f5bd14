import { setImmediate } from 'node:timers/promises';

/**
 * How many times each property is tried in full. `npm run fuzz` tries 20,000 times; `npm test` asks for 1,000 in the
 * environment, as anybody may for another number.
 */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);

/** To be awaited in every run: the test's worker has to answer its runner now and then. */
export function breathe(): Promise<void> {
  return setImmediate();
}
