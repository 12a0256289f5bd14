import { type EventRow, NO_THREAD } from '../base/brands';
import { decodeText, endOfText } from '../base/text';
import { EVENT_TYPES, type EventType, parameterIndex } from '../capture/eventTable';
import { PathJoiner } from '../state/paths';
import { directoryPath, WORKING_DIRECTORY } from './attemptedPath';
import type { FieldContext } from './fieldReader';

/** Which path of a call: its only one, or one of two. */
export type PathEnd = 'only' | 'source' | 'target';

interface PathPlace {
  readonly path: number;
  /** Parameter of the directory fd; -1: relative to the working directory. */
  readonly directory: number;
}

/** Names of parameters with paths, and of their directory fds. Source: facts/events.tsv. */
const NAMES: Readonly<Record<PathEnd, readonly (readonly [path: string, directory: string])[]>> = {
  only: [
    ['name', 'dirfd'],
    ['path', 'dirfd'],
    ['filename', 'dirfd'],
    ['pathname', 'dirfd'],
    ['special', ''],
  ],
  source: [
    ['oldpath', 'olddirfd'],
    ['oldpath', 'olddir'],
    ['target', ''],
    ['source', ''],
    ['dev', ''],
  ],
  target: [
    ['newpath', 'newdirfd'],
    ['newpath', 'newdir'],
    ['linkpath', 'linkdirfd'],
    ['dir', ''],
  ],
};

/** The calls that are about these paths. */
const CALLS: Readonly<Record<PathEnd, RegExp>> = {
  only: /^(?:open(?:at2?|_by_handle_at)?|creat|mkdir(?:at)?|rmdir|unlink(?:at)?|f?chmod(?:at)?|[fl]?chown(?:at)?|quotactl|umount2?)$/,
  source: /^(?:rename(?:at2?)?|link(?:at)?|symlink(?:at)?|mount)$/,
  target: /^(?:rename(?:at2?)?|link(?:at)?|symlink(?:at)?|mount)$/,
};

const PLACES: Readonly<Record<PathEnd, readonly (PathPlace | undefined)[]>> = {
  only: EVENT_TYPES.map((type) => placeOf(type, 'only')),
  source: EVENT_TYPES.map((type) => placeOf(type, 'source')),
  target: EVENT_TYPES.map((type) => placeOf(type, 'target')),
};

/** By event type: 1 where an event of it can have such a path. */
export const HAS_PATH: Readonly<Record<PathEnd, Uint8Array>> = {
  only: typesWith(PLACES.only),
  source: typesWith(PLACES.source),
  target: typesWith(PLACES.target),
};

/** The same with a directory fd. */
export const HAS_DIRECTORY_FD: Readonly<Record<PathEnd, Uint8Array>> = {
  only: typesWith(PLACES.only.map((place) => (place && place.directory >= 0 ? place : undefined))),
  source: typesWith(PLACES.source.map((place) => (place && place.directory >= 0 ? place : undefined))),
  target: typesWith(PLACES.target.map((place) => (place && place.directory >= 0 ? place : undefined))),
};

const joiner = new PathJoiner();

/** A path of a call, made absolute; undefined where the event does not have it. */
export function absolutePath(
  context: FieldContext,
  row: EventRow,
  end: PathEnd,
  calls: 'all' | 'with-directory-fd' = 'all',
): string | undefined {
  const found = findPath(context, row, end);
  if (!found || (calls === 'with-directory-fd' && !found.hasDirectoryFd)) return undefined;
  if (context.trace.events.thread(row) === NO_THREAD) return undefined;
  const { bytes, start, stop, directory } = found;
  if (start === stop) return '';
  joiner.join(directoryPath(context.trace, row, directory), bytes, start, stop);
  return decodeText(joiner.result.subarray(0, joiner.length));
}

/** A path of a call as the program gave it. */
export function givenPath(context: FieldContext, row: EventRow, end: PathEnd): string | undefined {
  const found = findPath(context, row, end);
  return found && decodeText(found.bytes.subarray(found.start, found.stop));
}

interface FoundPath {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly stop: number;
  /** The directory fd, or what stands for the working directory. */
  readonly directory: number;
  readonly hasDirectoryFd: boolean;
}

function findPath(context: FieldContext, row: EventRow, end: PathEnd): FoundPath | undefined {
  const place = PLACES[end][context.trace.events.type(row)];
  if (!place) return undefined;
  const event = context.raw.read(row);
  if (place.path >= event.parameterCount) return undefined;
  const start = event.starts[place.path];
  const stop = endOfText(event.bytes, start, event.ends[place.path]);
  const hasDirectoryFd = place.directory >= 0;
  const directory = hasDirectoryFd ? event.int64(place.directory, WORKING_DIRECTORY) : WORKING_DIRECTORY;
  return { bytes: event.bytes, start, stop, directory, hasDirectoryFd };
}

function typesWith(places: readonly (PathPlace | undefined)[]): Uint8Array {
  return Uint8Array.from(places, (place) => (place ? 1 : 0));
}

function placeOf(type: EventType, end: PathEnd): PathPlace | undefined {
  if (type.direction !== '<' || !CALLS[end].test(type.name)) return undefined;
  for (const [pathName, directoryName] of NAMES[end]) {
    const path = parameterIndex(type, pathName);
    if (path < 0 || !/^(?:FSPATH|FSRELPATH|CHARBUF)$/.test(type.parameters[path].type)) continue;
    return { path, directory: directoryName === '' ? -1 : parameterIndex(type, directoryName) };
  }
  return undefined;
}
