import type { EventArguments } from '../capture/eventArguments';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';

/** Where a type has the parameters `vpgid` and `pgid`; -1 where it does not have both. */
interface GroupParameters {
  readonly vpgid: number;
  readonly pgid: number;
}

const GROUPS: readonly GroupParameters[] = EVENT_TYPES.map((type) => {
  const pgid = parameterIndex(type, 'pgid');
  return { vpgid: pgid < 0 ? -1 : parameterIndex(type, 'vpgid'), pgid };
});

/**
 * The name of a parameter as the event's own time had it. The process group inside the namespace was called `pgid` until
 * events began to carry the one outside too, and took over that name.
 */
export function parameterName(event: EventArguments, index: number): string {
  const { vpgid, pgid } = GROUPS[event.type];
  if (index === vpgid && event.parameterCount <= pgid) return 'pgid';
  return EVENT_TYPES[event.type].parameters[index].name;
}
