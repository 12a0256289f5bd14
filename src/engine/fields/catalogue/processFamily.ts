import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import type { Field } from '../field';
import type { FieldReader } from '../fieldReader';
import { ancestorArgument, highest, ofAncestors, ofParent, ofProcess, type ProcessFact } from '../readers/ancestors';
import { atMoment, commandLine, joinedItems, textOf } from '../readers/threads';
import { timeSince } from '../readers/times';
import { entry } from './entry';

const LIBS_11 = 'libs 0.11.0';
const LIBS_13 = 'libs 0.13.0';

const name: ProcessFact = (trace, version) => textOf(trace, version, 'comm');
const program: ProcessFact = (trace, version) => textOf(trace, version, 'exe');
const path: ProcessFact = (trace, version) => textOf(trace, version, 'exepath');
const line: ProcessFact = (trace, version) => commandLine(trace, version, 'comm');
const args: ProcessFact = (trace, version) => joinedItems(trace, version, 'args');
const environment: ProcessFact = (trace, version) => joinedItems(trace, version, 'environment');
const pid: ProcessFact = ({ threads }, version) => threads.get(version, 'pid');

/** An ancestor's name ends like that of a shell. */
const SHELL = /sh$/;

/** Fields of the processes that a process comes from, and of those that lead its session and group. */
export const PROCESS_FAMILY_FIELDS: readonly Field[] = [
  entry('proc.pname', 'CHARBUF', 'sysdig 0.1.81', 'Name of the parent.', 'proc.pname = bash', ofParent(name)),
  entry(
    'proc.pexe',
    'CHARBUF',
    LIBS_11,
    "First word of the parent's command line.",
    'proc.pexe = sh',
    ofParent(program),
  ),
  entry(
    'proc.pexepath',
    'CHARBUF',
    LIBS_11,
    "Whole path of the parent's program.",
    'proc.pexepath = /bin/sh',
    ofParent(path),
  ),
  entry(
    'proc.pcmdline',
    'CHARBUF',
    'sysdig 0.15.0',
    'Name of the parent and its arguments.',
    'proc.pcmdline contains cron',
    ofParent(line),
  ),
  entry(
    'proc.pvpid',
    'INT64',
    LIBS_11,
    'Id of the parent inside its container.',
    'proc.pvpid = 1',
    ofParent(({ threads }, version) => threads.get(version, 'vpid')),
  ),
  ancestry('proc.aname', 'CHARBUF', 'sysdig 0.1.90', 'Name', 'proc.aname = sshd', name),
  ancestry('proc.apid', 'INT64', 'sysdig 0.1.90', 'Id', 'proc.apid = 1', pid),
  ancestry('proc.aexe', 'CHARBUF', LIBS_11, 'First word of the command line', 'proc.aexe = sshd', program),
  ancestry('proc.aexepath', 'CHARBUF', LIBS_11, 'Whole path of the program', 'proc.aexepath startswith /opt', path),
  ancestry('proc.acmdline', 'CHARBUF', LIBS_11, 'Name and arguments', 'proc.acmdline contains cron', line),
  ancestry('proc.aargs', 'CHARBUF', 'libs 0.22.0', 'Arguments', 'proc.aargs contains -c', args),
  ancestry('proc.aenv', 'CHARBUF', 'libs 0.14.0', 'Environment', 'proc.aenv contains "CI="', environment),
  entry(
    'proc.loginshellid',
    'INT64',
    'sysdig 0.1.90',
    'Id of the topmost of the process and its ancestors whose name ends in sh.',
    'proc.loginshellid = 4242',
    atMoment(({ trace }, version, row) => loginShell(trace, version, row)),
  ),
  entry(
    'proc.sname',
    'CHARBUF',
    'sysdig 0.10.0',
    'Name of the process that leads the session.',
    'proc.sname = bash',
    ofLeader('sid', name),
  ),
  entry(
    'proc.sid.exe',
    'CHARBUF',
    LIBS_11,
    "First word of the session leader's command line.",
    'proc.sid.exe = bash',
    ofLeader('sid', program),
  ),
  entry(
    'proc.sid.exepath',
    'CHARBUF',
    LIBS_11,
    "Whole path of the session leader's program.",
    'proc.sid.exepath = /bin/bash',
    ofLeader('sid', path),
  ),
  entry(
    'proc.vpgid.name',
    'CHARBUF',
    LIBS_13,
    'Name of the process that leads the process group.',
    'proc.vpgid.name = bash',
    ofLeader('vpgid', name),
  ),
  entry(
    'proc.vpgid.exe',
    'CHARBUF',
    LIBS_13,
    "First word of the group leader's command line.",
    'proc.vpgid.exe = bash',
    ofLeader('vpgid', program),
  ),
  entry(
    'proc.vpgid.exepath',
    'CHARBUF',
    LIBS_13,
    "Whole path of the group leader's program.",
    'proc.vpgid.exepath = /bin/bash',
    ofLeader('vpgid', path),
  ),
  entry(
    'proc.ppid.duration',
    'RELTIME',
    LIBS_11,
    'Nanoseconds since the parent was cloned, where the capture has seen that.',
    'proc.ppid.duration > 1000000000',
    timeSince(({ trace }, version, row) => {
      const parent = trace.threads.at(trace.threads.get(trace.threads.mainAt(version, row), 'ptid'), row);
      const made = parent === NO_THREAD ? -1 : trace.threads.get(parent, 'cloneRow');
      return made < 0 ? undefined : trace.events.time(made as EventRow);
    }),
  ),
];

function ancestry(
  fieldName: string,
  type: Field['type'],
  since: string,
  what: string,
  example: string,
  fact: ProcessFact,
): Field {
  return entry(
    fieldName,
    type,
    since,
    `${what} of an ancestor; [n] is that of the nth, 0 being the process itself, and without it any ancestor may match.`,
    example,
    ofAncestors(fact),
    { argument: ancestorArgument(fact), printed: ofProcess(fact) },
  );
}

function loginShell(trace: Trace, version: ThreadVersion, row: EventRow): number | undefined {
  let found: number | undefined;
  const look = (process: ThreadVersion): boolean => {
    if (SHELL.test(textOf(trace, process, 'comm'))) found = trace.threads.get(process, 'pid');
    return true;
  };
  look(trace.threads.mainAt(version, row));
  highest(trace, version, row, look);
  return found;
}

/**
 * The fact of the process whose id is that of the session or group; where it is gone, of the topmost ancestor that is in it.
 */
function ofLeader(group: 'sid' | 'vpgid', fact: ProcessFact): FieldReader {
  return atMoment(({ trace }, version, row) => {
    const { threads } = trace;
    const id = threads.get(version, group);
    const leader = id > 0 ? threads.at(id, row) : NO_THREAD;
    if (leader !== NO_THREAD) return fact(trace, leader);
    return fact(
      trace,
      highest(trace, version, row, (ancestor) => threads.get(ancestor, group) === id),
    );
  });
}
