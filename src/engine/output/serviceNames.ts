import { type EventRow, NO_FD } from '../base/brands';
import { fdName } from '../format/fdText';
import { servicePort } from '../format/portText';
import { isInternet } from '../state/fdVersions';
import type { Trace } from '../trace/trace';

/**
 * The name of a row's fd with its ports as the names of their services; undefined where that is no internet socket.
 * Source: facts/output-format.md §4, option -R.
 */
export function nameWithServices(trace: Trace, row: EventRow): string | undefined {
  const { fds } = trace;
  const version = trace.events.fd(row);
  if (version === NO_FD || !fds.isKnown(version) || !isInternet(fds.get(version, 'kind'))) return undefined;
  return fdName(trace, version, servicePort(fds.get(version, 'protocol')));
}
