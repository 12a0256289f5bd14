import { type EventRow, type FdVersion, NO_FD, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { FD_KIND_TEXTS } from '../../format/tables/fdKinds';
import type { Trace } from '../../trace/trace';
import type { RowReader, SeveralReader } from '../field';
import { atMoment } from './threads';

/** The fds that are open to a thread at a row, by ascending number. */
export function openFds(trace: Trace, version: ThreadVersion, row: EventRow): FdVersion[] {
  const table = trace.threads.get(version, 'fdTable');
  return trace.fds.openNumbersAt(table, row).map((number) => trace.fds.at(table, number, row));
}

/** What an fd of the row's thread is; asked of events that have an fd themselves, as all fields of fds. */
export function typeOfFd(number: number): RowReader {
  const ofThread = atMoment(({ trace }, version, row) => {
    const fd = trace.fds.at(trace.threads.get(version, 'fdTable'), number, row, trace.horizon);
    return fd === NO_FD || !trace.fds.isKnown(fd) ? undefined : wordOf(trace, fd);
  });
  return {
    ...ofThread,
    read: (context, row, value) => context.trace.events.fd(row) !== NO_FD && ofThread.read(context, row, value),
    needsFd: true,
  };
}

/** What all fds of the row's thread are. */
export const openTypes: SeveralReader = {
  domain: 'several',
  readItem({ trace }, row, index, value) {
    const version = trace.events.thread(row);
    if (version === NO_THREAD || trace.events.fd(row) === NO_FD) return false;
    if (lastOf(trace, version, row)[index] === undefined) return false;
    value.setString(last.words[index]);
    return true;
  },
};

/** The words of the row that was asked last: items are asked one after the other. */
let last: { trace: Trace | undefined; row: number; words: string[] } = { trace: undefined, row: -1, words: [] };

function lastOf(trace: Trace, version: ThreadVersion, row: EventRow): string[] {
  if (last.trace !== trace || last.row !== row) {
    last = { trace, row, words: openFds(trace, version, row).map((fd) => wordOf(trace, fd)) };
  }
  return last.words;
}

function wordOf({ fds }: Trace, version: FdVersion): string {
  return FD_KIND_TEXTS.get(fds.get(version, 'kind'))?.[1] ?? '<NA>';
}
