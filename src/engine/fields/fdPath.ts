import { decodeText } from '../base/text';
import { FdKind } from '../capture/fdList';
import { OPENING_EXITS } from './attemptedPath';
import { attemptedPath } from './attemptedPaths';
import { fdNameBytes } from './fdName';
import { type FdReader, Reading } from './field';

/** The directory of the file that an event's fd is, or of the one that it failed to open; a directory is its own. */
export const directoryOfFd: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    const kind = trace.fds.get(version, 'kind');
    if (kind === FdKind.DIRECTORY) value.setString(decodeText(fdNameBytes(trace, version)));
    else if (isFile(kind)) value.setString(directoryPart(decodeText(fdNameBytes(trace, version))));
    else return Reading.MISSING;
    return Reading.VALUE;
  },
  closer: {
    domain: 'type',
    read: (type) => (OPENING_EXITS[type] === 1 ? Reading.CLOSER : Reading.MISSING),
    readBytes(context, row, value) {
      if (!attemptedPath(context, row, value)) return false;
      value.setString(directoryPart(value.text));
      return true;
    },
    bytesAreRare: true,
  },
};

/** The name of a file without its directory; anything that is no file has none. */
export const nameOfFile: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version) || !isFile(trace.fds.get(version, 'kind'))) return Reading.MISSING;
    const path = decodeText(fdNameBytes(trace, version));
    // As sysdig has it: what has no name of its own is named by a slash.
    value.setString(/[/]([^/]+)$/.exec(path)?.[1] ?? '/');
    return Reading.VALUE;
  },
};

function directoryPart(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function isFile(kind: number): boolean {
  return kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
}
