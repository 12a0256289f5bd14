/** What of the host a capture is limited to; both empty: nothing. */
export interface CaptureLimit {
  /** Ids of containers. */
  readonly containers: readonly string[];
  /** Processes by their numbers, and what they start. */
  readonly processes: readonly number[];
}

export const NO_LIMIT: CaptureLimit = { containers: [], processes: [] };

/** A filter that keeps what a limit and a filter keep; either may be empty. */
export function limitedFilter(filter: string, { containers, processes }: CaptureLimit): string {
  const limits = [
    ...(containers.length > 0 ? [check('container.id', containers)] : []),
    ...(processes.length > 0 ? [check('proc.pid', processes), check('proc.apid', processes)] : []),
  ];
  const limit = limits.length > 1 ? `(${limits.join(' or ')})` : (limits[0] ?? '');
  const own = filter.trim();
  if (limit === '' || own === '') return limit || own;
  return `${limit} and (${own})`;
}

function check(field: string, values: readonly (string | number)[]): string {
  return values.length === 1 ? `${field} = ${values[0]}` : `${field} in (${values.join(', ')})`;
}
