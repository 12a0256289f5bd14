import type { EventRow } from '../../engine/base/brands';
import { observerAt } from '../../engine/packets/observer';
import type { Trace } from '../../engine/trace/trace';

/** The process of an event, with its thread and container: `nginx (4640) in 3ad7b26ded6d`. */
export function processText(trace: Trace, row: EventRow): string {
  const { process, tid, container } = observerAt(trace, row);
  const name = process === '' ? 'unknown' : process;
  const thread = tid < 0 ? name : `${name} (${tid})`;
  return container === '' ? thread : `${thread} in ${container}`;
}
