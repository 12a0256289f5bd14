import type { EventRow } from '../base/brands';
import { endOfText } from '../base/text';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';
import { PathJoiner, UNKNOWN_DIRECTORY } from '../state/paths';
import type { Trace } from '../trace/trace';
import { fdNameBytes } from './fdName';
import type { FieldContext } from './fieldReader';
import type { FieldValue } from './value';

/** The directory fd that means the working directory. */
export const WORKING_DIRECTORY = -100;

const PATHS: readonly number[] = EVENT_TYPES.map((type) => parameterIndex(type, 'name'));
const DIRECTORIES: readonly number[] = EVENT_TYPES.map((type) => parameterIndex(type, 'dirfd'));

const joiner = new PathJoiner();

/** By event type: 1 for the exits of calls that open a file by its path. */
export const OPENING_EXITS: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, direction }) =>
  direction === '<' && /^(?:open(?:at2?)?|creat)$/.test(name) ? 1 : 0,
);

/**
 * Reads the absolute path that an open call was to open from its bytes; false where the event does not tell.
 * Source: fd-and-state.md §8.
 */
export function readAttemptedPath(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const event = context.raw.read(row);
  const path = PATHS[event.type];
  if (path < 0 || path >= event.parameterCount) return false;
  const start = event.starts[path];
  const end = endOfText(event.bytes, start, event.ends[path]);
  const directory = event.int64(DIRECTORIES[event.type], WORKING_DIRECTORY);
  joiner.join(directoryPath(context.trace, row, directory), event.bytes, start, end);
  value.setBytes(joiner.result, 0, joiner.length);
  return true;
}

/** The path of a directory fd of the row's thread, as it was at the row. */
export function directoryPath(trace: Trace, row: EventRow, directory: number): Uint8Array {
  const thread = trace.events.thread(row);
  if (directory === WORKING_DIRECTORY) {
    return trace.texts.bytes(trace.threads.get(trace.threads.mainAt(thread, row), 'cwd'));
  }
  const version = trace.fds.at(trace.threads.get(thread, 'fdTable'), directory, row);
  return trace.fds.isKnown(version) ? fdNameBytes(trace, version) : UNKNOWN_DIRECTORY;
}
