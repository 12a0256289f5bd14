/*
 * How large a filter may be. People write less, and programs that write filters put their values into lists. Whatever is
 * larger is refused before anything is worked out about it, so that any text is answered within 50 ms, even by a process
 * whose code never ran before: the largest that are accepted take some 40 of them. Kept by
 * test/unit/filter/hostileFilters.test.ts, documented in docs/filter-files.md.
 */

/** Longest text, in UTF-16 units: a list of some four thousand addresses. */
export const LONGEST_FILTER = 65_536;

/** Most checks, those of macros and each value after `oneof`, `anyof` and `allof` included. */
export const MOST_CHECKS = 1000;

/** Most pairs of brackets around conditions and behind transformers. */
export const MOST_BRACKETS = 2500;

/** Most values in all lists of a filter together, those of lists that it names included. */
export const MOST_VALUES = 5000;

/** Most steps of all regular expressions of a filter together, once their repetitions are written out. */
export const MOST_REGEX_STEPS = 2000;
