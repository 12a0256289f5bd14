import { type EventRow, type FdVersion, NO_FD } from '../base/brands';
import { decodeText } from '../base/text';
import { FdKind } from '../capture/fdList';
import type { Trace } from '../trace/trace';
import { OPENING_EXITS } from './attemptedPath';
import { attemptedPath } from './attemptedPaths';
import { fdNameBytes } from './fdName';
import type { FieldContext } from './field';
import { FieldValue } from './value';

const scratch = new FieldValue();

/** The directory of the file that an event's fd is, or of the one that it failed to open; a directory is its own. */
export function directoryOf(context: FieldContext, row: EventRow): string | undefined {
  const { trace } = context;
  const version = trace.events.fd(row);
  if (version === NO_FD) return undefined;
  if (!trace.fds.isKnown(version)) {
    const tried = OPENING_EXITS[trace.events.type(row)] === 1 && attemptedPath(context, row, scratch);
    return tried ? directoryPart(scratch.text) : undefined;
  }
  const kind = trace.fds.get(version, 'kind');
  if (kind === FdKind.DIRECTORY) return decodeText(fdNameBytes(trace, version));
  return isFile(kind) ? directoryPart(decodeText(fdNameBytes(trace, version))) : undefined;
}

/** The name of a file without its directory; undefined for anything that is no file. */
export function fileNameOf(trace: Trace, version: FdVersion): string | undefined {
  if (version === NO_FD || !trace.fds.isKnown(version) || !isFile(trace.fds.get(version, 'kind'))) return undefined;
  const path = decodeText(fdNameBytes(trace, version));
  // As sysdig has it: what has no name of its own is named by a slash.
  return /[/]([^/]+)$/.exec(path)?.[1] ?? '/';
}

function directoryPart(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function isFile(kind: number): boolean {
  return kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
}
