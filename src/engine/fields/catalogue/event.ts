import type { FdVersion } from '../../base/brands';
import { encodeText } from '../../base/text';
import { EVENT_TYPES, EventFlag, type EventType } from '../../capture/eventTable';
import { RowFlag } from '../../trace/eventColumns';
import { DATA_PARAMETERS, readData } from '../dataParameter';
import { isEventName, readSystemCallName, typeName } from '../eventName';
import { type ColumnReader, type Field, Reading, type TypeReader } from '../field';

const IO_CATEGORIES: readonly string[] = ['IO_READ', 'IO_WRITE', 'IO_OTHER'];
const IO_FLAGS = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;
const ENTER = encodeText('>');
const EXIT = encodeText('<');

const numberOfEvent: ColumnReader = { domain: 'column', read: (_trace, _chunk, _index, row) => row + 1 };

const time: ColumnReader = {
  domain: 'column',
  read: (_trace, chunk, index) => chunk.time[index],
  base: (trace) => trace.timeBase,
};

const cpu: ColumnReader = { domain: 'column', read: (_trace, chunk, index) => chunk.cpu[index] };

const result: ColumnReader = {
  domain: 'column',
  read: (trace, chunk, index) =>
    (chunk.flags[index] & RowFlag.HAS_RESULT) === 0 ? Number.NaN : trace.events.decodeResult(chunk.result[index]),
};

const failed: ColumnReader = {
  domain: 'column',
  read(_trace, chunk, index) {
    const flags = chunk.flags[index];
    if ((flags & RowFlag.HAS_RESULT) === 0) return Number.NaN;
    return (flags & RowFlag.FAILED) === 0 ? 0 : 1;
  },
};

/** By event type: whether an exit of it moves bytes, so that its result is their number. */
const MOVES_BYTES = Uint8Array.from(EVENT_TYPES, (type) => (movesBytes(type) ? 1 : 0));

const bytesMoved: ColumnReader = {
  domain: 'column',
  read(trace, chunk, index) {
    if (MOVES_BYTES[chunk.type[index]] === 0 || (chunk.flags[index] & RowFlag.HAS_RESULT) === 0) return Number.NaN;
    const moved = trace.events.decodeResult(chunk.result[index]);
    return moved >= 0 && trace.fds.isKnown(chunk.fd[index] as FdVersion) ? moved : Number.NaN;
  },
};

const type: TypeReader = {
  domain: 'type',
  read(id, value) {
    const name = typeName(id);
    if (name === undefined) return Reading.CLOSER;
    value.setText(name);
    return Reading.VALUE;
  },
  readBytes: readSystemCallName,
  bytesAreRare: true,
};

const direction: TypeReader = {
  domain: 'type',
  read(id, value) {
    value.setText(EVENT_TYPES[id].direction === '>' ? ENTER : EXIT);
    return Reading.VALUE;
  },
};

const doesIo: TypeReader = {
  domain: 'type',
  read(id, value) {
    value.number = (EVENT_TYPES[id].flags & IO_FLAGS) === 0 ? 0 : 1;
    return Reading.VALUE;
  },
};

const data: TypeReader = {
  domain: 'type',
  read: (id) => (DATA_PARAMETERS[id] < 0 ? Reading.MISSING : Reading.CLOSER),
  readBytes: readData,
};

/** Fields of the event itself. */
export const EVENT_FIELDS: readonly Field[] = [
  {
    name: 'evt.num',
    type: 'UINT64',
    description: 'Number of the event in the capture, from 1; events that are not shown count too.',
    example: 'evt.num >= 1000',
    readers: [numberOfEvent],
  },
  {
    name: 'evt.rawtime',
    type: 'ABSTIME',
    description: 'Time of the event, in nanoseconds since 1970.',
    example: 'evt.rawtime >= 1534527348514632619',
    readers: [time],
  },
  {
    name: 'evt.dir',
    type: 'CHARBUF',
    description: '> where a call is entered and for events that are no calls, < where a call returns.',
    example: 'evt.dir = <',
    readers: [direction],
  },
  {
    name: 'evt.type',
    type: 'CHARBUF',
    description: 'Name of the event: the system call, or what else happened.',
    example: 'evt.type in (open, openat)',
    readers: [type],
    knows: isEventName,
    valueNoun: 'event or system call',
  },
  {
    name: 'evt.cpu',
    type: 'INT16',
    description: 'Number of the CPU that the event happened on.',
    example: 'evt.cpu = 0',
    readers: [cpu],
  },
  {
    name: 'evt.buffer',
    type: 'BYTEBUF',
    description: 'The bytes that a call read or wrote, as far as the capture kept them.',
    example: 'evt.buffer contains HTTP',
    readers: [data],
  },
  {
    name: 'evt.buflen',
    type: 'UINT64',
    description: 'How many bytes a successful read, write or similar call on a known fd moved.',
    example: 'evt.buflen > 4096',
    readers: [bytesMoved],
  },
  {
    name: 'evt.rawres',
    type: 'INT64',
    description: 'Return value of the call as a number; errors are negative.',
    example: 'evt.rawres < 0',
    readers: [result],
  },
  {
    name: 'evt.failed',
    type: 'BOOL',
    description: 'Whether the call returned an error; only exit events with a return value have it.',
    example: 'evt.failed = true',
    readers: [failed],
  },
  {
    name: 'evt.is_io',
    type: 'BOOL',
    description: 'Whether the event reads from or writes to an fd.',
    example: 'evt.is_io = true',
    readers: [doesIo],
  },
];

function movesBytes(type: EventType): boolean {
  return type.direction === '<' && type.categories.some((category) => IO_CATEGORIES.includes(category));
}
