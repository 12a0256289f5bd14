/**
 * Long work that can be interrupted: each `yield` is a moment at which others may be served, some ten thousand simple
 * operations after the one before.
 */
export type Steps<T> = Generator<void, T, void>;

/** Does all of it at once. */
export function allSteps<T>(work: Steps<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
