import { NO_FD } from '../../base/brands';
import { encodeText, endOfText } from '../../base/text';
import type { ParameterDefinition } from '../../capture/eventTable';
import { UNKNOWN_DIRECTORY } from '../../state/paths';
import { fdName } from '../fdText';
import { printableText } from '../plainText';
import type { TextContext } from '../textContext';
import { WORKING_DIRECTORY_FD } from './stateTypes';
import { NOT_AVAILABLE, type TypeText } from './typeText';

const SLASH = 0x2f;

/** Where a path begins that is not absolute. */
type BaseDirectory = (context: TextContext, definition: ParameterDefinition) => Uint8Array;

/** A path, and unless it is absolute, the whole path that it stands for. Source: facts/param-types.md §2, §10. */
function pathType(base: BaseDirectory): TypeText {
  return {
    width: 0,
    absent: NOT_AVAILABLE,
    writeValue: (out, { cursor: { bytes } }, start, end) => out.printable(bytes, start, end),
    writeResolved: (out, context, start, end, definition) => {
      const { bytes } = context.cursor;
      const last = endOfText(bytes, start, end);
      if (start === last || bytes[start] === SLASH || printableText(bytes, start, last) === NOT_AVAILABLE) return;
      const { paths } = context;
      paths.join(base(context, definition), bytes, start, last);
      out.dotted(paths.result, 0, paths.length);
    },
  };
}

/** The directory of the fd that another parameter holds: the first one where the table names none. */
function directoryOfFd(context: TextContext, definition: ParameterDefinition): Uint8Array {
  const number = context.cursor.int64(Math.max(0, definition.directoryParameter), WORKING_DIRECTORY_FD);
  if (number === WORKING_DIRECTORY_FD) return context.workingDirectory();
  const version = context.fdAt(number);
  return version === NO_FD ? UNKNOWN_DIRECTORY : encodeText(fdName(context.trace, version));
}

/** The types that are paths. */
export const PATH_TYPES: ReadonlyMap<string, TypeText> = new Map([
  ['FSPATH', pathType((context) => context.workingDirectory())],
  ['FSRELPATH', pathType(directoryOfFd)],
]);
