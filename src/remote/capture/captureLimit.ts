/** What of a host a capture is limited to; nothing named: the whole host. */
export interface CaptureLimit {
  /** Ids of containers. */
  readonly containers: readonly string[];
  /** Processes by their numbers, and what they start. */
  readonly processes: readonly number[];
  /** Containers, and processes, by their names, in which `*` and `?` stand for others: they hold on every host. */
  readonly containerNames: readonly string[];
  readonly processNames: readonly string[];
}

export const NO_LIMIT: CaptureLimit = { containers: [], processes: [], containerNames: [], processNames: [] };

/** A filter that keeps what a limit and a filter keep; either may be empty. */
export function limitedFilter(filter: string, limit: CaptureLimit): string {
  const { containers, processes, containerNames, processNames } = limit;
  const limits = [
    ...(containers.length > 0 ? [check('container.id', containers)] : []),
    ...containerNames.map((name) => nameCheck('container.name', name)),
    ...(processes.length > 0 ? [check('proc.pid', processes), check('proc.apid', processes)] : []),
    ...processNames.map((name) => nameCheck('proc.name', name)),
  ];
  const limited = limits.length > 1 ? `(${limits.join(' or ')})` : (limits[0] ?? '');
  const own = filter.trim();
  if (limited === '' || own === '') return limited || own;
  return `${limited} and (${own})`;
}

/** What a limit comes to, in words; empty where there is none. */
export function limitText({ containers, processes, containerNames, processNames }: CaptureLimit): string {
  return [
    ...containers,
    ...containerNames.map((name) => `containers ${name}`),
    ...processes.map((pid) => `process ${pid}`),
    ...processNames.map((name) => `processes ${name}`),
  ].join(', ');
}

function check(field: string, values: readonly (string | number)[]): string {
  return values.length === 1 ? `${field} = ${values[0]}` : `${field} in (${values.join(', ')})`;
}

function nameCheck(field: string, name: string): string {
  const text = /^[\w.*?/-]+$/.test(name) ? name : `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return `${field} ${/[*?]/.test(name) ? 'glob' : '='} ${text}`;
}
