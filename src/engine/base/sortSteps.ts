import type { Steps } from './steps';

/** So many values are sorted, or merged, between two steps at most. */
const RUN = 4096;

/**
 * The values in ascending order as `compare` has it, sorted in steps; equal ones keep their order. What is in order already takes
 * one look at each. `values` may be changed.
 */
export function* sortSteps(values: Int32Array, compare: (a: number, b: number) => number): Steps<Int32Array> {
  const { length } = values;
  for (let start = 0; start < length; start += RUN) {
    const run = values.subarray(start, start + RUN);
    if (!isSorted(run, compare)) run.sort(compare);
    yield;
  }
  let from = values;
  let to = length > RUN ? new Int32Array(length) : values;
  for (let width = RUN; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      yield* merge(from, to, start, Math.min(start + width, length), Math.min(start + 2 * width, length), compare);
    }
    [from, to] = [to, from];
  }
  return from;
}

function* merge(
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): Steps<void> {
  let left = start;
  let right = middle;
  if (middle < end && compare(from[middle - 1], from[middle]) > 0) {
    for (let at = start; at < end && left < middle && right < end; at++) {
      to[at] = compare(from[left], from[right]) <= 0 ? from[left++] : from[right++];
      if ((at - start) % RUN === RUN - 1) yield;
    }
  }
  // One of the halves is used up, or they are in order as they lie.
  const done = left - start + right - middle;
  const rest = left < middle ? from.subarray(left, middle) : from.subarray(right, end);
  to.set(rest, start + done);
  if (left < middle && right < end) to.set(from.subarray(right, end), start + done + rest.length);
}

function isSorted(values: Int32Array, compare: (a: number, b: number) => number): boolean {
  for (let at = 1; at < values.length; at++) if (compare(values[at - 1], values[at]) > 0) return false;
  return true;
}
