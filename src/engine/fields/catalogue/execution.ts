import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Field } from '../field';
import type { FieldContext, FieldReader } from '../fieldReader';
import { type CapabilitySet, capabilitiesOf } from '../readers/capabilities';
import { ofExecution } from '../readers/execution';
import { ExecutionFlag, FLAGS, INODE, TTY } from '../readers/executionFacts';
import { perTrace } from '../readers/memo';
import { processGroup } from '../readers/processGroup';
import { atMoment, textOf } from '../readers/threads';
import { CAPABILITIES } from '../tables/capabilities';
import { entry } from './entry';

const LIBS_11 = 'libs 0.11.0';

const LEADER_TEXTS = {
  name: 'Name',
  exe: 'First word of the command line',
  exepath: 'Whole path of the program',
} as const;

/** Fields of the program file, and of what its execution decided. */
export const EXECUTION_FIELDS: readonly Field[] = [
  entry(
    'proc.tty',
    'UINT32',
    'sysdig 0.20.0',
    'Number of the controlling terminal; 0 without one, or where the capture does not tell.',
    'proc.tty != 0',
    atMoment((context, version, row) => ofExecution(context, version, row, TTY) ?? 0),
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
    'Inode of the file of the program.',
    'proc.exe_ino = 1234567',
    atMoment((context, version, row) => ofExecution(context, version, row, INODE)),
  ),
  entry(
    'proc.pgid',
    'INT64',
    'libs 0.20.0',
    'Id of the process group, as the host numbers it; -1 where the capture does not tell.',
    'proc.pgid = 4242',
    atMoment((context, version, row) => processGroup(context, version, row) ?? -1),
  ),
  entry(
    'proc.is_pgid_leader',
    'BOOL',
    'libs 0.20.0',
    'Whether the process leads its process group.',
    'proc.is_pgid_leader = true',
    atMoment((context, version, row) =>
      processGroup(context, version, row) === context.trace.threads.get(version, 'pid') ? 1 : 0,
    ),
  ),
  ...(['name', 'exe', 'exepath'] as const).map((what) =>
    entry(
      `proc.pgid.${what}`,
      'CHARBUF',
      'libs 0.20.0',
      `${LEADER_TEXTS[what]} of the process that leads the process group.`,
      `proc.pgid.${what} exists`,
      atMoment((context, version, row) => ofGroupLeader(context, version, row, what === 'name' ? 'comm' : what)),
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

function ofGroupLeader(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: 'comm' | 'exe' | 'exepath',
): string | undefined {
  const group = processGroup(context, version, row);
  const leader = group === undefined ? NO_THREAD : context.trace.threads.at(group, row);
  return leader === NO_THREAD ? undefined : textOf(context.trace, leader, fact);
}

function flag(bit: number): FieldReader {
  return atMoment((context, version, row) => (((ofExecution(context, version, row, FLAGS) ?? 0) & bit) === 0 ? 0 : 1));
}

/** The names of a set's capabilities, with blanks between, by the set: few differ. */
const names = perTrace(() => new Map<bigint, string>());

function capabilities(set: CapabilitySet): FieldReader {
  return atMoment((context, version, row) => {
    const bits = capabilitiesOf(context, version, row, set) ?? 0n;
    const known = names(context.trace);
    let text = known.get(bits);
    if (text === undefined) {
      text = CAPABILITIES.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n).join(' ');
      known.set(bits, text);
    }
    return text;
  });
}
