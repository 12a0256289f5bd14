import { EMPTY_TEXT, type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { HOST } from '../../state/containerId';
import type { ContainerInfo } from '../../state/containerInfo';
import type { Trace } from '../../trace/trace';
import type { FieldContext, RowReader } from '../fieldReader';
import { atMomentOfContainer, textOf } from './threads';

/** What was known at a row of the container of a thread; `host` outside containers; undefined: nothing. */
export function containerAt(
  { trace }: FieldContext,
  version: ThreadVersion,
  row: EventRow,
): ContainerInfo | typeof HOST | undefined {
  if (version === NO_THREAD) return undefined;
  return isOnHost(trace, version) ? HOST : trace.containers.at(trace.threads.get(version, 'container'), row);
}

/** A text of the container; missing where it is empty. `onHost` is what processes outside containers have. */
export function ofContainer(read: (info: ContainerInfo) => string | undefined, onHost?: string): RowReader {
  return atMomentOfContainer((context, version, row) => {
    const info = containerAt(context, version, row) ?? unknownAsHost(context, version);
    if (info === HOST) return onHost;
    return info && (read(info) || undefined);
  });
}

/** Where accidents are imitated, a thread of which nothing is known counts as the host's. */
export function unknownAsHost({ trace, textOptions }: FieldContext, version: ThreadVersion): typeof HOST | undefined {
  if (textOptions?.imitatesAccidents !== true || version === NO_THREAD) return undefined;
  return trace.threads.get(version, 'container') === EMPTY_TEXT ? HOST : undefined;
}

function isOnHost(trace: Trace, version: ThreadVersion): boolean {
  return textOf(trace, version, 'container') === HOST;
}
