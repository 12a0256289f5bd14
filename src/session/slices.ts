import type { Steps } from '../engine/base/steps';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';

/** How long a slice takes at most, in ms, but for one long step: that long other requests wait. */
export const SLICE_TIME = 10;

/** Does long work in slices, between which other requests are answered; throws `cancelled` where its own was withdrawn. */
export async function inSlices<T>(
  work: Steps<T>,
  port: Pick<SessionPort, 'breathe'>,
  cancellation: Cancellation,
): Promise<T> {
  let end = performance.now() + SLICE_TIME;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < end) continue;
    await port.breathe();
    throwIfCancelled(cancellation);
    end = performance.now() + SLICE_TIME;
  }
}
