import { EventCode } from './tables/eventCodes';
import { EVENT_TABLE } from './tables/events';
import { FLAG_SETS, type FlagName } from './tables/flags';

/** A row of the fact table: name, categories, flags, parameters, and the index of the parameter that holds the fd. */
export type EventTableRow = readonly [
  name: string,
  categories: string,
  flags: string,
  parameters: string,
  fdParameter?: number,
];

/** Flags of an event type, as bits. Source: facts/events.tsv. */
export const EventFlag = {
  CREATES_FD: 1,
  DESTROYS_FD: 2,
  USES_FD: 4,
  MODIFIES_STATE: 8,
  READS_FROM_FD: 16,
  WRITES_TO_FD: 32,
  WAITS: 64,
  SKIPPARSERESET: 128,
  UNUSED: 256,
  OLD_VERSION: 512,
  CONVERTER_MANAGED: 1024,
  LARGE_PAYLOAD: 2048,
} as const;

const FLAG_BITS: Readonly<Record<string, number>> = EventFlag;

/** How a parameter's number is printed. */
export type PrintFormat = 'NA' | 'DEC' | 'HEX' | 'OCT';

/** One parameter of an event type. Source: facts/param-types.md. */
export interface ParameterDefinition {
  readonly name: string;
  /** The type's name in facts/param-types.md §1, such as `FLAGS32`. */
  readonly type: string;
  readonly format: PrintFormat;
  /** The set that gives symbolic names, in table order. */
  readonly flags: readonly FlagName[] | undefined;
  /** For a relative path: the index of the parameter with the directory fd, else -1. */
  readonly directoryParameter: number;
}

export interface EventType {
  readonly id: number;
  readonly name: string;
  readonly direction: '>' | '<';
  readonly categories: readonly string[];
  /** Bits of `EventFlag`. */
  readonly flags: number;
  readonly parameters: readonly ParameterDefinition[];
  /** Index of the parameter that holds the fd of an fd-using type, else -1. */
  readonly fdParameter: number;
}

/** Every event type, by id. */
export const EVENT_TYPES: readonly EventType[] = EVENT_TABLE.map(readRow);

/** The flags of every event type, by id: what the pass asks of each event. */
export const EVENT_TYPE_FLAGS: Uint16Array = Uint16Array.from(EVENT_TYPES, (type) => type.flags);

/** How many parameters every event type has, by id. */
export const PARAMETER_COUNTS: Uint8Array = Uint8Array.from(EVENT_TYPES, (type) => type.parameters.length);

/** By event type: index of the parameter with the bytes that were read or written, or -1. */
export const DATA_PARAMETERS: Int8Array = Int8Array.from(EVENT_TYPES, ({ flags, parameters }) =>
  (flags & (EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD)) === 0
    ? -1
    : parameters.findIndex((parameter) => parameter.type === 'BYTEBUF'),
);

/** Whether a type is of the system calls that have none of their own: which it is stands in the event. */
export function isGeneric(type: number): boolean {
  return type === EventCode.GENERIC_E || type === EventCode.GENERIC_X;
}

/** Index of the parameter of this name in this event type, or -1. */
export function parameterIndex(type: EventType, name: string): number {
  return type.parameters.findIndex((parameter) => parameter.name === name);
}

function readRow(row: EventTableRow, id: number): EventType {
  const [name, categories, flags, parameters, fdParameter = -1] = row;
  return {
    id,
    name,
    direction: id % 2 === 0 ? '>' : '<',
    categories: categories.split(' '),
    flags: words(flags).reduce((bits, word) => bits | (FLAG_BITS[word] ?? 0), 0),
    parameters: words(parameters).map(readParameter),
    fdParameter,
  };
}

function readParameter(text: string): ParameterDefinition {
  const [name, type, format, extra = ''] = text.split(':');
  return {
    name,
    type,
    format: format as PrintFormat,
    flags: FLAG_SETS[extra],
    directoryParameter: type === 'FSRELPATH' && extra.startsWith('dirfd=') ? Number(extra.slice(6)) : -1,
  };
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
