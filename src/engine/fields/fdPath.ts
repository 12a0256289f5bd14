import type { FdVersion } from '../base/brands';
import { decodeText } from '../base/text';
import { FdKind } from '../capture/fdList';
import { NameForm } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import { OPENING_EXITS } from './attemptedPath';
import { attemptedPath } from './attemptedPaths';
import { fdNameBytes } from './fdName';
import { type FdReader, Reading } from './field';
import { perTrace } from './readers/memo';

/** The directory of the file that an event's fd is, or of the one that it failed to open; a directory is its own. */
export const directoryOfFd: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    const kind = trace.fds.get(version, 'kind');
    if (kind === FdKind.DIRECTORY) value.setString(nameOf(trace, version));
    else if (isFile(kind)) value.setString(directoryPart(trace, nameOf(trace, version)));
    else return Reading.MISSING;
    return Reading.VALUE;
  },
  closer: {
    domain: 'type',
    read: (type) => (OPENING_EXITS[type] === 1 ? Reading.CLOSER : Reading.MISSING),
    readBytes(context, row, value) {
      if (!attemptedPath(context, row, value)) return false;
      value.setString(directoryPart(context.trace, value.text));
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
    const path = nameOf(trace, version);
    // As sysdig has it: what has no name of its own is named by a slash.
    value.setString(/[/]([^/]+)$/.exec(path)?.[1] ?? '/');
    return Reading.VALUE;
  },
};

/** Most directories that are remembered; then it is begun anew. */
const MOST_DIRECTORIES = 1 << 16;

/** The directory of each path: calls name the same paths again and again. */
const directories = perTrace(() => new Map<string, string>());

function directoryPart(trace: Trace, path: string): string {
  const known = directories(trace);
  let directory = known.get(path);
  if (directory === undefined) {
    const slash = path.lastIndexOf('/');
    directory = slash <= 0 ? '/' : path.slice(0, slash);
    if (known.size === MOST_DIRECTORIES) known.clear();
    known.set(path, directory);
  }
  return directory;
}

/** The name of a known fd, which is made of its bytes once where it is a text of the trace. */
function nameOf(trace: Trace, version: FdVersion): string {
  const isText = trace.fds.get(version, 'nameForm') === NameForm.TEXT;
  return isText ? trace.texts.text(trace.fds.get(version, 'name')) : decodeText(fdNameBytes(trace, version));
}

function isFile(kind: number): boolean {
  return kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
}
