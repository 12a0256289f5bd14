import { type FdVersion, NO_FD } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import { type FdDecider, type FdReader, Reading, type RowReader } from '../fieldReader';
import type { Word } from '../value';

/** A word about a known fd; undefined where it has none. */
export function ofFdWord(read: (trace: Trace, version: FdVersion) => Word | undefined): FdReader {
  return {
    domain: 'fd',
    read(trace, version, value) {
      const word = trace.fds.isKnown(version) ? read(trace, version) : undefined;
      if (word === undefined) return Reading.MISSING;
      value.setWord(word);
      return Reading.VALUE;
    },
  };
}

/** A number or truth value of a known fd. */
export function ofFdNumber(read: (trace: Trace, version: FdVersion) => number): FdReader {
  return {
    domain: 'fd',
    read(trace, version, value) {
      if (!trace.fds.isKnown(version)) return Reading.MISSING;
      value.number = read(trace, version);
      return Reading.VALUE;
    },
  };
}

/** What an fd version decides together with how texts are written. */
export function ofFdVersion(readFd: FdDecider['readFd']): RowReader {
  return {
    domain: 'row',
    read(context, row, value) {
      const version = context.trace.events.fd(row);
      return version !== NO_FD && readFd(context, version, value);
    },
    decidedBy: { by: 'fd', readFd },
  };
}
