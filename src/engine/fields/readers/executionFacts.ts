import type { EventRow } from '../../base/brands';
import type { EventCursor } from '../../capture/eventCursor';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import type { ListedExecution } from '../../capture/processList';
import type { FieldContext } from '../fieldReader';
import { toldOnce } from './toldOnce';

/** How a fact of an execution is read: a parameter of the event, by name, or what the process list says. */
export interface ExecutionFact<T> {
  readonly parameter: string;
  readonly ofEvent: (event: EventCursor, index: number) => T | undefined;
  readonly ofList: (listed: ListedExecution) => T | undefined;
}

/** Bits of the set `execve_flags`. */
export const ExecutionFlag = { WRITABLE: 1, UPPER_LAYER: 2, FROM_MEMFD: 4, LOWER_LAYER: 8 } as const;

/** The process group, as the host numbers it. */
export const GROUP: ExecutionFact<number> = { parameter: 'pgid', ofEvent: int64, ofList: ({ pgid }) => pgid };

/** The number of the controlling terminal. */
export const TTY: ExecutionFact<number> = { parameter: 'tty', ofEvent: int32, ofList: ({ tty }) => tty };

/** The inode of the program's file. */
export const INODE: ExecutionFact<number> = { parameter: 'exe_ino', ofEvent: int64, ofList: ({ inode }) => inode };

/** A set of `ExecutionFlag`. */
export const FLAGS: ExecutionFact<number> = {
  parameter: 'flags',
  ofEvent: int32,
  ofList: ({ isWritable, isUpperLayer, isFromMemfd, isLowerLayer }) =>
    (isWritable ? ExecutionFlag.WRITABLE : 0) |
    (isUpperLayer ? ExecutionFlag.UPPER_LAYER : 0) |
    (isFromMemfd ? ExecutionFlag.FROM_MEMFD : 0) |
    (isLowerLayer ? ExecutionFlag.LOWER_LAYER : 0),
};

/** When the file of the program was changed last, its owner, mode and name included, and when its content was. */
export const CHANGED: ExecutionFact<bigint> = {
  parameter: 'exe_ino_ctime',
  ofEvent: wholeNumber,
  ofList: ({ changed }) => changed,
};
export const MODIFIED: ExecutionFact<bigint> = {
  parameter: 'exe_ino_mtime',
  ofEvent: wholeNumber,
  ofList: ({ modified }) => modified,
};

/** 1 for exits of execve and execveat. */
export const EXECUTING = Uint8Array.from(EVENT_TYPES, ({ name, direction }) =>
  /^execve(?:at)?$/.test(name) && direction === '<' ? 1 : 0,
);

/** Facts of the program, which many executions share. */
const OF_PROGRAM: readonly ExecutionFact<unknown>[] = [TTY, INODE, FLAGS, CHANGED, MODIFIED];

/** What executions tell: of the program, in the order of `OF_PROGRAM`, and of the group. */
export const toldOfProgram = toldOnce(
  EXECUTING,
  (context, row): readonly unknown[] => OF_PROGRAM.map((fact) => readFact(context, row, fact)),
  (facts) => facts.join(),
);
export const toldOfGroup = toldOnce(EXECUTING, (context, row) => readFact(context, row, GROUP));

/** A fact that one event of an execution tells; undefined where it lacks the parameter. */
export function factOfExecution<T>(context: FieldContext, row: EventRow, fact: ExecutionFact<T>): T | undefined {
  const place = OF_PROGRAM.indexOf(fact);
  const told = place < 0 ? toldOfGroup.of(context, row) : toldOfProgram.of(context, row)[place];
  // What stands in the place of a fact is of its type.
  return told as T | undefined;
}

function readFact<T>({ trace, raw }: FieldContext, row: EventRow, fact: ExecutionFact<T>): T | undefined {
  const index = parameterIndex(EVENT_TYPES[trace.events.type(row)], fact.parameter);
  const event = raw.read(row);
  return index < 0 || event.parameterLength(index) === 0 ? undefined : fact.ofEvent(event, index);
}

function int32(event: EventCursor, index: number): number {
  return event.uint32(index, 0);
}

function int64(event: EventCursor, index: number): number {
  return event.int64(index, 0);
}

/** All 64 bits of a parameter; undefined where it is absent or too short. */
export function wholeNumber(event: EventCursor, index: number): bigint | undefined {
  return event.parameterLength(index) >= 8 ? event.view.getBigUint64(event.starts[index], true) : undefined;
}
