import type { FdVersion } from '../../base/brands';
import { EVENT_TYPES, type EventType } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { isInternet, StateKind } from '../../state/fdVersions';
import type { IndexedBlock } from '../../trace/blockIndex';
import { CHUNK_BITS, CHUNK_MASK, type EventChunk, RowFlag } from '../../trace/eventColumns';
import { BLOCK_BITS, BLOCK_WORDS, lowestBit, makeRowBits, type RowBits } from '../../trace/rowBits';
import type { Trace } from '../../trace/trace';
import type { Field } from '../field';
import type { ColumnReader } from '../fieldReader';
import { perTrace } from '../readers/memo';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const SINCE = 'sysdig 0.1.104';

const MOVING: readonly string[] = ['IO_READ', 'IO_WRITE', 'IO_OTHER'];

/** By event type: 1 where an exit moves bytes, so that its result is their number; and which way they go. */
const MOVES = flags((type) => type.categories.some((category) => MOVING.includes(category)));
const READS = flags((type) => type.categories.includes('IO_READ'));
const WRITES = flags((type) => type.categories.includes('IO_WRITE'));

/** Calls that are about a file or the network although they have no fd of such a kind. */
const OPENS = flags(({ name }) => /^(?:open(?:at2?)?|creat)$/.test(name));
const CONNECTS = flags(({ name }) => /^(?:accept4?|connect|bind)$/.test(name));
const MEMORY = flags((type) => type.categories.includes('MEMORY'));
const EXITS = flags(() => true);
const PROCESSOR_INFO = Uint8Array.from(EVENT_TYPES, ({ id }) => (id === EventCode.PROCINFO_E ? 1 : 0));

/** What an event is about, as errors and bytes are counted. */
type Subject = 'any' | 'file' | 'net' | 'memory' | 'other';

/** Fields that are summed up: counts of 1, and bytes. */
export const EVENT_COUNT_FIELDS: readonly Field[] = [
  count('evt.count', FIRST, 'Always 1, to count events.', () => true, { bounds: () => [1, 1] }),
  count('evt.count.exit', SINCE, '1 where a call returns.', (_trace, chunk, index) => EXITS[chunk.type[index]] === 1, {
    truth: ({ exits }) => exits,
    having: ({ exits }) => exits,
  }),
  count(
    'evt.count.procinfo',
    SINCE,
    '1 in processor events of main threads.',
    (trace, chunk, index) => {
      if (PROCESSOR_INFO[chunk.type[index]] === 0) return false;
      const version = chunk.thread[index] as Parameters<Trace['threads']['get']>[0];
      return trace.threads.get(version, 'tid') === trace.threads.get(version, 'pid');
    },
    { types: PROCESSOR_INFO },
  ),
  count(
    'evt.count.threadinfo',
    SINCE,
    '1 in processor events.',
    (_trace, chunk, index) => PROCESSOR_INFO[chunk.type[index]] === 1,
    { types: PROCESSOR_INFO },
  ),
  errors('evt.count.error', '1 where a call failed.', 'any'),
  errors('evt.count.error.file', '1 where a call on a file failed.', 'file'),
  errors('evt.count.error.net', '1 where a call on a socket failed.', 'net'),
  errors('evt.count.error.memory', '1 where a call on memory failed.', 'memory'),
  errors('evt.count.error.other', '1 where any other call failed.', 'other'),
  moved('evt.buflen', 'How many bytes a successful read, write or similar call on a known fd moved.', MOVES, 'any'),
  moved('evt.buflen.in', 'How many bytes were read.', READS, 'any'),
  moved('evt.buflen.out', 'How many bytes were written.', WRITES, 'any'),
  moved('evt.buflen.file', 'How many bytes of a file were read or written.', MOVES, 'file'),
  moved('evt.buflen.file.in', 'How many bytes were read from a file.', READS, 'file'),
  moved('evt.buflen.file.out', 'How many bytes were written to a file.', WRITES, 'file'),
  moved('evt.buflen.net', 'How many bytes were received or sent.', MOVES, 'net'),
  moved('evt.buflen.net.in', 'How many bytes were received.', READS, 'net'),
  moved('evt.buflen.net.out', 'How many bytes were sent.', WRITES, 'net'),
];

/** By kind of fd: what events of it are about; undefined where their type says it. */
const OF_KIND: readonly (Subject | undefined)[] = Array.from({ length: 256 }, (_, kind) =>
  isFile(kind) || kind === FdKind.DIRECTORY ? 'file' : isNet(kind) ? 'net' : undefined,
);
/** By event type: the same of events of other fds, and of those of fds that nothing is known of. */
const OF_TYPE: readonly Subject[] = Array.from(MEMORY, (isMemory) => (isMemory === 1 ? 'memory' : 'other'));
const OF_TYPE_WITHOUT_FD: readonly Subject[] = OF_TYPE.map((subject, type) =>
  OPENS[type] === 1 ? 'file' : CONNECTS[type] === 1 ? 'net' : subject,
);

type Condition = (trace: Trace, chunk: EventChunk, index: number) => boolean;

function count(
  name: string,
  since: string,
  description: string,
  holds: Condition,
  indexed: Partial<ColumnReader> = {},
): Field {
  const reader: ColumnReader = {
    domain: 'column',
    read: (trace, chunk, index) => (holds(trace, chunk, index) ? 1 : Number.NaN),
    ...indexed,
  };
  return entry(name, 'UINT32', since, description, `${name} = 1`, reader);
}

function errors(name: string, description: string, subject: Subject): Field {
  const holds: Condition = (trace, chunk, index) => {
    if ((chunk.flags[index] & RowFlag.FAILED) === 0) return false;
    return subject === 'any' || subjectOf(trace, chunk, index) === subject;
  };
  const allFailed = ({ failed }: IndexedBlock): RowBits => failed;
  const rows = subject === 'any' ? allFailed : rowsOnce(allFailed, holds);
  return count(name, SINCE, description, holds, { truth: rows, having: rows });
}

/** Those rows of a set that meet a condition, of blocks of a trace that does not change any more: looked for when they are first asked for. */
function rowsOnce(
  among: (block: IndexedBlock) => RowBits,
  holds: Condition,
): (block: IndexedBlock, first: number, trace: Trace) => RowBits {
  const blocks = perTrace((): RowBits[] => []);
  return (block, first, trace) => {
    const known = blocks(trace);
    const number = first >> BLOCK_BITS;
    known[number] ??= rowsWith(trace, first, among(block), holds);
    return known[number];
  };
}

/** Of a set of rows of the block that begins at a row, those that meet a condition. */
function rowsWith(trace: Trace, first: number, among: RowBits, holds: Condition): RowBits {
  const rows = makeRowBits();
  const chunk = trace.events.chunk(first >> CHUNK_BITS);
  const index = first & CHUNK_MASK;
  for (let word = 0; word < BLOCK_WORDS; word++) {
    for (let left = among[word]; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      if (holds(trace, chunk, index + 32 * word + bit)) rows[word] |= 1 << bit;
    }
  }
  return rows;
}

/** What a failed call is about: its fd says it, or else its type. */
function subjectOf({ fds }: Trace, chunk: EventChunk, index: number): Subject {
  const kind = fds.get(chunk.fd[index] as FdVersion, 'kind');
  const type = chunk.type[index];
  return OF_KIND[kind] ?? (kind < StateKind.ABSENT ? OF_TYPE : OF_TYPE_WITHOUT_FD)[type];
}

function moved(name: string, description: string, types: Uint8Array, subject: 'any' | 'file' | 'net'): Field {
  const isAbout = subject === 'any' ? isKnown : subject === 'file' ? isFile : isInternet;
  const holds: Condition = ({ fds }, chunk, index) =>
    types[chunk.type[index]] === 1 &&
    (chunk.flags[index] & (RowFlag.HAS_RESULT | RowFlag.FAILED)) === RowFlag.HAS_RESULT &&
    isAbout(fds.get(chunk.fd[index] as FdVersion, 'kind'));
  const reader: ColumnReader = {
    domain: 'column',
    read: (trace, chunk, index) =>
      holds(trace, chunk, index) ? trace.events.decodeResult(chunk.result[index]) : Number.NaN,
    levels: ({ resultLevels }) => resultLevels,
    having: rowsOnce(({ results }) => results, holds),
  };
  return entry(name, 'UINT64', SINCE, description, `${name} > 4096`, reader);
}

function isKnown(kind: number): boolean {
  return kind < StateKind.ABSENT;
}

function isFile(kind: number): boolean {
  return kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
}

function isNet(kind: number): boolean {
  return isInternet(kind) || kind === FdKind.UNIX;
}

function flags(holds: (type: EventType) => boolean): Uint8Array {
  return Uint8Array.from(EVENT_TYPES, (type) => (type.direction === '<' && holds(type) ? 1 : 0));
}
