import { FEW_PARAMETERS } from '../capture/eventCursor';
import { EVENT_TYPES } from '../capture/eventTable';

/** In place of all counts that are larger than few. */
const MANY = FEW_PARAMETERS + 1;
/** Places of a type: one for each count, and one for many. */
export const COUNT_PLACES = MANY + 1;

/** How many parameters the events of each type have: a capture has those of its time, and the table of types those of all times. */
export class ParameterCounts {
  /**
   * For each type as many bytes as `COUNT_PLACES`: at a count that is few, 1 where an event has so many. The pass writes it for every
   * event, and looks at nothing.
   */
  readonly seen = new Uint8Array(COUNT_PLACES * EVENT_TYPES.length);

  /** Takes an event with any number of parameters. */
  add(type: number, count: number): void {
    this.seen[COUNT_PLACES * type + Math.min(count, MANY)] = 1;
  }

  /** The most that an event of a type has; of many it is not known how many, and the most that there can be is given. */
  most(type: number): number {
    for (let count = MANY; count > 0; count--) {
      if (this.seen[COUNT_PLACES * type + count] === 1) return count === MANY ? Number.POSITIVE_INFINITY : count;
    }
    return 0;
  }
}
