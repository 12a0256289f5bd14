import type { EventRow } from '../../base/brands';
import type { Field } from '../field';
import { Reading, type ThreadReader, type TypeReader } from '../fieldReader';
import { childThreadCount, threadCount } from '../readers/processThreads';
import {
  atMoment,
  commandLine,
  itemsOf,
  joinedItems,
  nameWithId,
  ofMainThread,
  ofThread,
  textOf,
  threadNumber,
  threadText,
} from '../readers/threads';
import { timeSince } from '../readers/times';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const SECOND = 'sysdig 0.1.90';

/** The tid that stands in the event itself: an event can name a thread that nothing else is known of. */
const tidOfEvent: TypeReader = {
  domain: 'type',
  read: () => Reading.CLOSER,
  readBytes(context, row, value) {
    value.number = context.raw.read(row).tid;
    return true;
  },
};

/** Fields of the process that made an event: its ids, and the program that it runs. */
export const PROCESS_FIELDS: readonly Field[] = [
  entry(
    'proc.name',
    'CHARBUF',
    FIRST,
    'Name of the program that the process runs, at most 15 bytes; <NA> where the capture does not tell.',
    'proc.name = nginx',
    threadText('comm'),
  ),
  entry(
    'proc.pid',
    'INT64',
    FIRST,
    'Id of the process, as the host numbers it.',
    'proc.pid = 4242',
    threadNumber('pid'),
  ),
  entry(
    'proc.vpid',
    'INT64',
    'sysdig 0.1.104',
    'Id of the process inside its container.',
    'proc.vpid = 1',
    idInside('vpid'),
  ),
  entry(
    'proc.ppid',
    'INT64',
    FIRST,
    'Id of the parent process.',
    'proc.ppid = 1',
    ofMainThread((trace, version) => trace.threads.get(version, 'ptid')),
  ),
  entry(
    'proc.sid',
    'INT64',
    'sysdig 0.10.0',
    'Id of the session, as the container numbers it.',
    'proc.sid = 1',
    threadNumber('sid'),
  ),
  entry(
    'proc.vpgid',
    'INT64',
    'sysdig 0.24.2',
    'Id of the process group, as the container numbers it.',
    'proc.vpgid = 1',
    threadNumber('vpgid'),
  ),
  entry(
    'proc.exe',
    'CHARBUF',
    FIRST,
    'First word of the command line, as the program was called.',
    'proc.exe contains python',
    threadText('exe'),
  ),
  entry(
    'proc.exepath',
    'CHARBUF',
    'sysdig 0.20.0',
    'Whole path of the program.',
    'proc.exepath startswith /usr',
    threadText('exepath'),
  ),
  entry(
    'proc.args',
    'CHARBUF',
    FIRST,
    'Arguments of the program, with blanks between; [n] is one of them, from 0.',
    'proc.args contains --verbose',
    ofThread((trace, version) => joinedItems(trace, version, 'args')),
    {
      argument: {
        required: false,
        noun: 'number of an argument, from 0',
        inBrackets: true,
        values: ['0', '1', '2', '3'],
        bind(argument) {
          if (!/^[0-9]{1,9}$/.test(argument)) return undefined;
          return { readers: [ofThread((trace, version) => itemsOf(trace, version, 'args')[Number(argument)])] };
        },
      },
    },
  ),
  entry(
    'proc.cmdline',
    'CHARBUF',
    FIRST,
    'Name of the program and its arguments.',
    'proc.cmdline contains "-c"',
    ofThread((trace, version) => commandLine(trace, version, 'comm')),
  ),
  entry(
    'proc.exeline',
    'CHARBUF',
    'sysdig 0.1.104',
    'The whole command line: the program as it was called, and its arguments.',
    'proc.exeline contains "-c"',
    ofThread((trace, version) => commandLine(trace, version, 'exe')),
  ),
  entry(
    'proc.cmdnargs',
    'UINT64',
    'libs 0.11.0',
    'How many arguments the program has.',
    'proc.cmdnargs > 10',
    ofThread((trace, version) => itemsOf(trace, version, 'args').length),
  ),
  entry(
    'proc.cmdlenargs',
    'UINT64',
    'libs 0.11.0',
    'How many bytes the arguments have, without the blanks between.',
    'proc.cmdlenargs > 1000',
    ofThread((trace, version) => itemsOf(trace, version, 'args').join('').length),
  ),
  entry(
    'proc.env',
    'CHARBUF',
    SECOND,
    'Environment of the process as NAME=value, with blanks between; [NAME] is the value of one, which is empty where it is not set.',
    'proc.env[PATH] contains /opt',
    ofMainThread((trace, version) => joinedItems(trace, version, 'environment')),
    {
      argument: {
        required: false,
        noun: 'name of an environment variable',
        inBrackets: true,
        named: { fact: 'environment', nameOf: (item) => item.slice(0, Math.max(0, item.indexOf('='))) },
        bind: (argument) => ({
          readers: [
            ofMainThread((trace, version) => {
              const found = itemsOf(trace, version, 'environment').find((item) => item.startsWith(`${argument}=`));
              return found?.slice(argument.length + 1) ?? '';
            }),
          ],
        }),
      },
    },
  ),
  entry(
    'proc.cwd',
    'CHARBUF',
    FIRST,
    'Working directory, with a slash at its end.',
    'proc.cwd startswith /home',
    ofMainThread((trace, version) => textOf(trace, version, 'cwd')),
  ),
  entry(
    'proc.duration',
    'RELTIME',
    SECOND,
    'Nanoseconds since the process or thread was cloned, where the capture has seen that.',
    'proc.duration > 1000000000',
    timeSince(({ trace }, version) => {
      const made = trace.threads.get(version, 'cloneRow');
      return made < 0 ? undefined : trace.events.time(made as EventRow);
    }),
  ),
  entry(
    'proc.fdlimit',
    'INT64',
    SECOND,
    'How many fds the process may have.',
    'proc.fdlimit < 2048',
    threadNumber('fdLimit'),
  ),
  entry(
    'proc.nthreads',
    'UINT64',
    'sysdig 0.1.104',
    'How many threads the process has.',
    'proc.nthreads > 10',
    atMoment(({ trace }, version, row) => threadCount(trace, version, row)),
  ),
  entry(
    'proc.nchilds',
    'UINT64',
    FIRST,
    'How many threads the process has besides its main thread.',
    'proc.nchilds > 0',
    atMoment(({ trace }, version, row) => childThreadCount(trace, version, row)),
  ),
  entry(
    'proc.is_sid_leader',
    'BOOL',
    'libs 0.13.0',
    'Whether the process leads its session.',
    'proc.is_sid_leader = true',
    ofThread(({ threads }, version) => (threads.get(version, 'sid') === threads.get(version, 'vpid') ? 1 : 0)),
  ),
  entry(
    'proc.is_vpgid_leader',
    'BOOL',
    'libs 0.13.0',
    'Whether the process leads its process group.',
    'proc.is_vpgid_leader = true',
    ofThread(({ threads }, version) => (threads.get(version, 'vpgid') === threads.get(version, 'vpid') ? 1 : 0)),
  ),
  entry(
    'thread.tid',
    'INT64',
    FIRST,
    'Id of the thread, as the host numbers it; the main thread has the id of its process.',
    'thread.tid in (4242, 4243)',
    threadNumber('tid', tidOfEvent),
  ),
  entry(
    'thread.vtid',
    'INT64',
    'sysdig 0.1.104',
    'Id of the thread inside its container.',
    'thread.vtid = 1',
    idInside('vtid'),
  ),
  entry(
    'thread.ismain',
    'BOOL',
    FIRST,
    'Whether it is the main thread of its process.',
    'thread.ismain = false',
    ofThread(({ threads }, version) => (threads.get(version, 'tid') === threads.get(version, 'pid') ? 1 : 0)),
  ),
  entry(
    'thread.nametid',
    'CHARBUF',
    'sysdig 0.20.0',
    'Name of the program with the id of the thread at its end.',
    'thread.nametid = nginx4242',
    nameWithId,
  ),
];

/** An id inside the container; older captures do not have it of every process. */
function idInside(fact: 'vtid' | 'vpid'): ThreadReader {
  return ofThread(({ threads }, version) => {
    const id = threads.get(version, fact);
    return id < 0 ? undefined : id;
  });
}
