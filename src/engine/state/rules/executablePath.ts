import { encodeText, endOfText } from '../../base/text';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { Argument } from '../argument';
import type { LiveThread } from '../liveThread';
import type { StateMachine } from '../stateMachine';
import type { Rule } from './ruleTable';

const WORKING_DIRECTORY = -100;

/** Where the newest captures say the trusted path of the executable: `trusted_exepath`. */
const PATH_PARAMETERS = ['trusted_exepath', 'exepath'];

const DELETED = encodeText(' (deleted)');

/**
 * Part of the rule of an execve or execveat exit: the path of the program that now runs. It is the exit event's own where it
 * has one, else the enter event's file name seen from the working directory or the directory fd.
 */
export function executablePath(exitType: number): Rule {
  const own =
    PATH_PARAMETERS.map((name) => parameterIndex(EVENT_TYPES[exitType], name)).find((index) => index >= 0) ?? -1;
  const directory = new Argument(exitType, 'dirfd');
  return (state, event, live, _row, enter) => {
    if (!live) return;
    const { threads, texts } = state.tables;
    if (own >= 0 && event.parameterLength(own) > 1) {
      const end = endOfText(event.bytes, event.starts[own], event.ends[own]);
      const length = withoutDeleted(event.bytes, event.starts[own], end);
      threads.set(live.version, 'exepath', texts.intern(event.bytes, event.starts[own], length));
      return;
    }
    if (!enter) return;
    const enterType = EVENT_TYPES[enter.type];
    const name = Math.max(parameterIndex(enterType, 'filename'), parameterIndex(enterType, 'pathname'));
    if (name < 0 || enter.parameterLength(name) === 0) return;
    const end = endOfText(enter.bytes, enter.starts[name], enter.ends[name]);
    const hasDirectory = parameterIndex(enterType, 'dirfd') >= 0;
    const from = hasDirectory
      ? baseDirectory(state, live, directory.int64(event, enter, WORKING_DIRECTORY))
      : state.workingDirectory(live);
    state.paths.join(from, enter.bytes, enter.starts[name], end);
    threads.set(live.version, 'exepath', texts.intern(state.paths.result, 0, state.paths.length));
  };
}

function baseDirectory(state: StateMachine, live: LiveThread, number: number): Uint8Array {
  return number === WORKING_DIRECTORY ? state.workingDirectory(live) : state.directoryOf(live, number);
}

/** End of the path without the kernel's mark of an unlinked file. */
function withoutDeleted(bytes: Uint8Array, start: number, end: number): number {
  const from = end - DELETED.length;
  if (from < start) return end;
  return DELETED.every((byte, index) => bytes[from + index] === byte) ? from : end;
}
