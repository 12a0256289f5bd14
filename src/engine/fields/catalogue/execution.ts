import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { EventCursor } from '../../capture/eventCursor';
import type { Field, FieldContext, FieldReader } from '../field';
import { ofExecution } from '../readers/execution';
import { atRow, textOf } from '../readers/threads';
import { CAPABILITIES } from '../tables/capabilities';
import { entry } from './entry';

const LIBS_11 = 'libs 0.11.0';

const LEADER_TEXTS = {
  name: 'Name',
  exe: 'First word of the command line',
  exepath: 'Whole path of the program',
} as const;

/** Bits of the set `execve_flags`. */
const ExecutionFlag = { WRITABLE: 1, UPPER_LAYER: 2, FROM_MEMFD: 4, LOWER_LAYER: 8 } as const;

/** Fields of the program file, and of what its execution decided. */
export const EXECUTION_FIELDS: readonly Field[] = [
  entry(
    'proc.tty',
    'UINT32',
    'sysdig 0.20.0',
    'Number of the controlling terminal; 0 without one, or where the capture does not tell.',
    'proc.tty != 0',
    atRow((context, version, row) => executed(context, version, row, 'tty', int32) ?? 0),
  ),
  entry(
    'proc.is_exe_writable',
    'BOOL',
    'libs 2022-03',
    'Whether the file of the program can be written by the user who runs it.',
    'proc.is_exe_writable = true',
    flag(ExecutionFlag.WRITABLE),
  ),
  entry(
    'proc.is_exe_upper_layer',
    'BOOL',
    LIBS_11,
    'Whether the file of the program lies in the upper layer of an overlay: it was put there after the image was made.',
    'proc.is_exe_upper_layer = true',
    flag(ExecutionFlag.UPPER_LAYER),
  ),
  entry(
    'proc.is_exe_lower_layer',
    'BOOL',
    'libs 0.18.0',
    'Whether the file of the program lies in a lower layer of an overlay.',
    'proc.is_exe_lower_layer = true',
    flag(ExecutionFlag.LOWER_LAYER),
  ),
  entry(
    'proc.is_exe_from_memfd',
    'BOOL',
    'libs 0.13.0',
    'Whether the program was executed out of memory, from a memfd.',
    'proc.is_exe_from_memfd = true',
    flag(ExecutionFlag.FROM_MEMFD),
  ),
  entry(
    'proc.exe_ino',
    'INT64',
    LIBS_11,
    'Inode of the file of the program, where the capture has seen it executed.',
    'proc.exe_ino = 1234567',
    atRow((context, version, row) => executed(context, version, row, 'exe_ino', int64)),
  ),
  entry(
    'proc.pgid',
    'INT64',
    'libs 0.20.0',
    'Id of the process group, as the host numbers it; -1 where the capture does not tell.',
    'proc.pgid = 4242',
    atRow((context, version, row) => executed(context, version, row, 'pgid', int64) ?? -1),
  ),
  entry(
    'proc.is_pgid_leader',
    'BOOL',
    'libs 0.20.0',
    'Whether the process leads its process group.',
    'proc.is_pgid_leader = true',
    atRow((context, version, row) =>
      executed(context, version, row, 'pgid', int64) === context.trace.threads.get(version, 'pid') ? 1 : 0,
    ),
  ),
  ...(['name', 'exe', 'exepath'] as const).map((what) =>
    entry(
      `proc.pgid.${what}`,
      'CHARBUF',
      'libs 0.20.0',
      `${LEADER_TEXTS[what]} of the process that leads the process group.`,
      `proc.pgid.${what} exists`,
      atRow((context, version, row) => ofGroupLeader(context, version, row, what === 'name' ? 'comm' : what)),
    ),
  ),
  entry(
    'thread.cap_permitted',
    'CHARBUF',
    LIBS_11,
    'Capabilities that the thread may use, by name.',
    'thread.cap_permitted contains CAP_SYS_ADMIN',
    capabilities('cap_permitted'),
  ),
  entry(
    'thread.cap_inheritable',
    'CHARBUF',
    LIBS_11,
    'Capabilities that the thread hands on to programs that it executes, by name.',
    'thread.cap_inheritable contains CAP_NET_RAW',
    capabilities('cap_inheritable'),
  ),
  entry(
    'thread.cap_effective',
    'CHARBUF',
    LIBS_11,
    'Capabilities that the thread uses, by name.',
    'thread.cap_effective contains CAP_SYS_ADMIN',
    capabilities('cap_effective'),
  ),
];

type Read<T> = (event: EventCursor, index: number) => T | undefined;

const int32: Read<number> = (event, index) => event.uint32(index, 0);
const int64: Read<number> = (event, index) => event.int64(index, 0);

function executed<T>(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  parameter: string,
  read: Read<T>,
): T | undefined {
  return ofExecution(context, version, row, parameter, read);
}

function ofGroupLeader(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: 'comm' | 'exe' | 'exepath',
): string | undefined {
  const group = executed(context, version, row, 'pgid', int64);
  const leader = group === undefined ? NO_THREAD : context.trace.threads.at(group, row);
  return leader === NO_THREAD ? undefined : textOf(context.trace, leader, fact);
}

function flag(bit: number): FieldReader {
  return atRow((context, version, row) =>
    ((executed(context, version, row, 'flags', int32) ?? 0) & bit) === 0 ? 0 : 1,
  );
}

function capabilities(parameter: string): FieldReader {
  return atRow((context, version, row) => executed(context, version, row, parameter, names) ?? '');
}

/** The names of the bits of a 64-bit set, with blanks between. */
function names(event: EventCursor, index: number): string | undefined {
  if (event.parameterLength(index) < 8) return undefined;
  const low = event.view.getUint32(event.starts[index], true);
  const high = event.view.getUint32(event.starts[index] + 4, true);
  return CAPABILITIES.filter((_, bit) => (((bit < 32 ? low : high) >>> (bit & 31)) & 1) === 1).join(' ');
}
