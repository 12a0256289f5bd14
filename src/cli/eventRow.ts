import type { EventRow } from '../engine/base/brands';
import type { Trace } from '../engine/trace/trace';
import { RequestError } from './requestError';

/** The row of an event that was named by its number; throws a `RequestError` where the capture does not have it. */
export function eventRow({ events }: Trace, number: number): EventRow {
  if (number > events.length) {
    throw new RequestError(`There is no event ${number}; the capture has ${events.length}.`);
  }
  return (number - 1) as EventRow;
}
