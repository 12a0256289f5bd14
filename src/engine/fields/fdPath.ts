import type { FdVersion } from '../base/brands';
import { decodeText } from '../base/text';
import { FdKind } from '../capture/fdList';
import { NameForm } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import { attemptedDirectory, keptDirectories } from './attemptedName';
import { OPENING_EXITS } from './attemptedPath';
import { fdNameBytes, putFdName } from './fdName';
import { type FdReader, Reading } from './fieldReader';
import { directories, directoryPart, fileNames, namePart, type PathParts } from './pathParts';
import type { FieldValue } from './value';

/** The directory of the file that an event's fd is, or of the one that it failed to open; a directory is its own. */
export const directoryOfFd: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    const kind = trace.fds.get(version, 'kind');
    if (kind === FdKind.DIRECTORY) putName(trace, version, value);
    else if (isFile(kind)) putPart(trace, version, directories(trace), directoryPart, value);
    else return Reading.MISSING;
    return Reading.VALUE;
  },
  closer: {
    domain: 'type',
    read: (type) => (OPENING_EXITS[type] === 1 ? Reading.CLOSER : Reading.MISSING),
    readBytes: attemptedDirectory,
    keptBytes: keptDirectories,
    bytesAreRare: true,
  },
};

/** The name of a file without its directory; anything that is no file has none. */
export const nameOfFile: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version) || !isFile(trace.fds.get(version, 'kind'))) return Reading.MISSING;
    putPart(trace, version, fileNames(trace), namePart, value);
    return Reading.VALUE;
  },
};

/** Puts the name of a known fd, as text: what is no UTF-8 in it is replaced. */
function putName(trace: Trace, version: FdVersion, value: FieldValue): void {
  putFdName(trace, version, value);
  value.makeText();
}

/** Puts a part of the name of a known fd. */
function putPart(
  trace: Trace,
  version: FdVersion,
  parts: PathParts,
  partOf: (path: string) => string,
  value: FieldValue,
): void {
  const isText = trace.fds.get(version, 'nameForm') === NameForm.TEXT;
  if (isText) parts.put(trace.fds.get(version, 'name'), value);
  else value.setString(partOf(decodeText(fdNameBytes(trace, version))));
}

function isFile(kind: number): boolean {
  return kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
}
