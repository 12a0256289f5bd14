/** What has a place in time. */
export interface Timed {
  readonly time: number;
}

interface Source<T> {
  value: T;
  readonly rest: Iterator<T>;
}

/**
 * Sequences, each in the order of time, as one. `begins`: pairs of a time before which a sequence has nothing, and the sequence,
 * ascending; each is asked only once its time has come, so that no more of them are held than overlap.
 */
export function* mergedByTime<T extends Timed>(
  begins: readonly { readonly time: number; readonly make: () => Iterator<T> }[],
): Generator<T> {
  const heap: Source<T>[] = [];
  let next = 0;
  for (;;) {
    while (next < begins.length && (heap.length === 0 || begins[next].time <= heap[0].value.time)) {
      const rest = begins[next++].make();
      const first = rest.next();
      if (!first.done) push(heap, { value: first.value, rest });
    }
    const least = heap.at(0);
    if (!least) return;
    yield least.value;
    const following = least.rest.next();
    if (following.done) {
      const last = heap.pop();
      if (last && last !== least) heap[0] = last;
    } else least.value = following.value;
    sink(heap);
  }
}

function push<T extends Timed>(heap: Source<T>[], source: Source<T>): void {
  let at = heap.push(source) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent].value.time <= source.value.time) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = source;
}

/** Moves the first source down to its place. */
function sink<T extends Timed>(heap: Source<T>[]): void {
  const source = heap.at(0);
  if (!source) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child + 1 < heap.length && heap[child + 1].value.time < heap[child].value.time) child++;
    if (child >= heap.length || heap[child].value.time >= source.value.time) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = source;
}
