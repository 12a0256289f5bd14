import { EVENT_TYPES, EventFlag, type EventType } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import { RowFlag } from '../../trace/eventColumns';
import { BLOCK_ROWS } from '../../trace/rowBits';
import { categoryOfEvent, EVENT_CATEGORIES } from '../eventCategory';
import { EVENT_NAMES, isEventName, longestEventName, systemCallName, typeName } from '../eventName';
import type { Field } from '../field';
import { type ColumnReader, Reading, type ThreadReader, type TypeReader } from '../fieldReader';
import { RESULT } from '../readers/result';
import { rowText, typeNumbers, typeTexts } from '../readers/shapes';
import { RESULT_NAMES, resultText } from '../resultText';
import { type Word, word } from '../value';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const ENTER = word('>');
const EXIT = word('<');
const READ = word('read');
const WRITE = word('write');
const SYSTEM_CALL = word('syscall');

const numberOfEvent: ColumnReader = {
  domain: 'column',
  read: (_trace, _chunk, _index, row) => row + 1,
  bounds: (_block, first) => [first + 1, first + BLOCK_ROWS],
};

const cpu: ColumnReader = {
  domain: 'column',
  read: (_trace, chunk, index) => (chunk.cpu[index] << 16) >> 16,
  bounds: ({ lowestCpu, highestCpu }) => [lowestCpu, highestCpu],
};

const failed: ColumnReader = {
  domain: 'column',
  read: (_trace, chunk, index) => failedByFlags(chunk.flags[index]),
  byFlags: failedByFlags,
  truth: ({ failed }) => failed,
  having: ({ results }) => results,
};

/** 1 for a call that failed, 0 for one that did not; NaN for what has no result. */
function failedByFlags(flags: number): number {
  if ((flags & RowFlag.HAS_RESULT) === 0) return Number.NaN;
  return (flags & RowFlag.FAILED) === 0 ? 0 : 1;
}

const type: TypeReader = {
  domain: 'type',
  read(id, value) {
    const name = typeName(id);
    if (name === undefined) return Reading.CLOSER;
    value.setWord(name);
    return Reading.VALUE;
  },
  readCall(call, value) {
    value.setWord(systemCallName(call));
    return Reading.VALUE;
  },
};

/** Names of system calls only. */
const systemCall: TypeReader = {
  ...type,
  read: (id, value) => (isSystemCall(EVENT_TYPES[id]) ? type.read(id, value) : Reading.MISSING),
};

/** The same for every event; as a matter of threads it is decided once for each of them, and not for each row. */
const machineName: ThreadReader = {
  domain: 'thread',
  read({ machine }, _version, value) {
    if (!machine?.hostName) return Reading.MISSING;
    value.setString(machine.hostName);
    return Reading.VALUE;
  },
};

/** Whether the event is of the type that the argument names, as 1 or 0. */
function isOfType(name: string): TypeReader {
  return {
    domain: 'type',
    read(id, value) {
      const own = typeName(id);
      if (own === undefined) return Reading.CLOSER;
      value.number = own.text === name || String(id) === name ? 1 : 0;
      return Reading.VALUE;
    },
    readCall(call, value) {
      value.number = systemCallName(call).text === name ? 1 : 0;
      return Reading.VALUE;
    },
  };
}

/** Fields that say what an event is and what came of it. */
export const EVENT_FIELDS: readonly Field[] = [
  entry(
    'evt.num',
    'UINT64',
    FIRST,
    'Number of the event in the capture, from 1; events that are not shown count too.',
    'evt.num >= 1000',
    numberOfEvent,
  ),
  entry(
    'evt.dir',
    'CHARBUF',
    FIRST,
    '> where a call is entered and for events that are no calls, < where a call returns.',
    'evt.dir = <',
    typeTexts(EVENT_TYPES.map(({ direction }) => (direction === '>' ? ENTER : EXIT))),
    { values: ['>', '<'] },
  ),
  entry(
    'evt.type',
    'CHARBUF',
    FIRST,
    'Name of the event: the system call, or what else happened.',
    'evt.type in (open, openat)',
    type,
    { knows: isEventName, values: EVENT_NAMES, valueNoun: 'event or system call' },
  ),
  entry(
    'evt.type.is',
    'UINT32',
    'sysdig 0.1.104',
    '1 for events of the type after the dot, 0 for all others.',
    'evt.type.is.open = 1',
    undefined,
    {
      argument: {
        required: true,
        noun: 'name or number of an event type',
        inBrackets: false,
        nameLength: longestEventName,
        values: EVENT_NAMES,
        bind: (name) => ({ readers: [isOfType(name)] }),
      },
    },
  ),
  entry(
    'syscall.type',
    'CHARBUF',
    'sysdig 0.1.104',
    'Name of the system call; events that are none do not have it.',
    'syscall.type = read',
    systemCall,
    { knows: isEventName, values: EVENT_NAMES, valueNoun: 'event or system call' },
  ),
  entry(
    'evt.category',
    'CHARBUF',
    'sysdig 0.1.104',
    'What the event is about: file, net, ipc, memory, process, wait … For calls that move bytes the fd says it.',
    'evt.category = file',
    categoryOfEvent,
    { values: EVENT_CATEGORIES },
  ),
  entry('evt.cpu', 'INT16', FIRST, 'Number of the CPU that the event happened on.', 'evt.cpu = 0', cpu),
  entry(
    'evt.res',
    'CHARBUF',
    FIRST,
    'What came of the call: SUCCESS, or the name of the error.',
    'evt.res = EAGAIN',
    { ...rowText(({ trace }, row) => resultText(trace, row)), decidedBy: { by: 'result' } },
    { values: RESULT_NAMES, orNumbers: true },
  ),
  entry(
    'evt.rawres',
    'INT64',
    FIRST,
    'Return value of the call as a number; errors are negative.',
    'evt.rawres < 0',
    RESULT,
  ),
  entry(
    'evt.failed',
    'BOOL',
    FIRST,
    'Whether the call returned an error; only exit events with a return value have it.',
    'evt.failed = true',
    failed,
  ),
  entry(
    'evt.is_io',
    'BOOL',
    FIRST,
    'Whether the event reads from or writes to an fd.',
    'evt.is_io = true',
    flag(EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD),
  ),
  entry(
    'evt.is_io_read',
    'BOOL',
    FIRST,
    'Whether the event reads from an fd.',
    'evt.is_io_read = true',
    flag(EventFlag.READS_FROM_FD),
  ),
  entry(
    'evt.is_io_write',
    'BOOL',
    FIRST,
    'Whether the event writes to an fd.',
    'evt.is_io_write = true',
    flag(EventFlag.WRITES_TO_FD),
  ),
  entry(
    'evt.io_dir',
    'CHARBUF',
    FIRST,
    'read or write, for events that do so with an fd.',
    'evt.io_dir = write',
    typeTexts(EVENT_TYPES.map(ioDirection)),
  ),
  entry(
    'evt.is_wait',
    'BOOL',
    FIRST,
    'Whether the call may wait, such as poll, select or nanosleep.',
    'evt.is_wait = true',
    flag(EventFlag.WAITS),
  ),
  entry(
    'evt.is_async',
    'BOOL',
    'libs 0.11.0',
    'Whether the event was put between the others by the capturing program.',
    'evt.is_async = true',
    typeNumbers(EVENT_TYPES.map(({ id }) => (id === EventCode.ASYNCEVENT_E ? 1 : 0))),
  ),
  entry(
    'evt.source',
    'CHARBUF',
    'libs 0.11.0',
    'Where the event comes from: syscall, for all that a machine records.',
    'evt.source = syscall',
    typeTexts(EVENT_TYPES.map(() => SYSTEM_CALL)),
  ),
  entry(
    'evt.hostname',
    'CHARBUF',
    'libs 0.13.0',
    'Name of the machine that the capture was made on.',
    'evt.hostname = web-1',
    machineName,
  ),
];

function flag(bits: number): TypeReader {
  return typeNumbers(EVENT_TYPES.map(({ flags }) => ((flags & bits) === 0 ? 0 : 1)));
}

function ioDirection({ flags }: EventType): Word | undefined {
  if ((flags & EventFlag.READS_FROM_FD) !== 0) return READ;
  return (flags & EventFlag.WRITES_TO_FD) === 0 ? undefined : WRITE;
}

function isSystemCall({ categories }: EventType): boolean {
  return categories.includes('SYSCALL');
}
