import { EVENT_TYPES, type EventType, type ParameterDefinition } from '../../src/engine/capture/eventTable';
import { socketAddress, socketTuple } from './addresses';
import { ByteWriter } from './byteWriter';
import { escapedBytes } from './escapes';

/** Widths in bytes of the integer parameter types. Source: facts/param-types.md §1. */
const INTEGER_WIDTHS: Readonly<Record<string, number>> = {
  INT8: 1,
  INT16: 2,
  INT32: 4,
  INT64: 8,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
  ERRNO: 8,
  FD: 8,
  PID: 8,
  SYSCALLID: 2,
  SIGTYPE: 1,
  RELTIME: 8,
  ABSTIME: 8,
  PORT: 2,
  L4PROTO: 1,
  SOCKFAMILY: 1,
  BOOL: 4,
  FLAGS8: 1,
  FLAGS16: 2,
  FLAGS32: 4,
  UID: 4,
  GID: 4,
  SIGSET: 4,
  MODE: 4,
  ENUMFLAGS8: 1,
  ENUMFLAGS16: 2,
  ENUMFLAGS32: 4,
  FD32: 4,
  PID32: 4,
};

/** A parameter's value: a number, a text as drawn captures have it (README.md), or the parameter's bytes themselves. */
export type ParameterInput = number | bigint | string | Uint8Array;

/** The newest event type of a name and direction, or the one of a stated id; throws on unknown ones. */
export function eventType(name: string, direction: '>' | '<', id?: number): EventType {
  const matches = (type: EventType): boolean => type.name === name && type.direction === direction;
  const type = id === undefined ? EVENT_TYPES.findLast(matches) : EVENT_TYPES[id];
  if (!type) throw new Error(`There is no event type "${direction} ${name}"`);
  if (!matches(type))
    throw new Error(`Event type ${id} is "${type.direction} ${type.name}", not "${direction} ${name}"`);
  return type;
}

/**
 * Encodes an event's parameters by name, in the table's order up to the last one given, so that an event with the
 * parameters of an older writer is simply one with fewer names. Those left out between have no value.
 */
export function encodeParameters(type: EventType, values: Readonly<Record<string, ParameterInput>>): Uint8Array[] {
  const names = type.parameters.map((parameter) => parameter.name);
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) {
      throw new Error(
        `"${type.direction} ${type.name}" (${type.id}) has no parameter "${name}", only ${names.join(', ')}`,
      );
    }
  }
  const given = names.findLastIndex((name) => values[name] !== undefined) + 1;
  return type.parameters.slice(0, given).map((parameter) => {
    const value = values[parameter.name];
    return value === undefined ? new Uint8Array(0) : encodeParameter(parameter, value);
  });
}

/** One parameter's bytes; throws where the value does not suit its type. */
export function encodeParameter(parameter: ParameterDefinition, value: ParameterInput): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === 'NULL') return new Uint8Array(0);
  const width = INTEGER_WIDTHS[parameter.type];
  if (width !== undefined) return integer(parameter, value, width);
  const text = String(value);
  switch (parameter.type) {
    case 'CHARBUF':
    case 'FSPATH':
    case 'FSRELPATH':
      return new ByteWriter().raw(escapedBytes(text)).uint8(0).bytes;
    case 'BYTEBUF':
    case 'CHARBUFARRAY':
      return escapedBytes(text);
    case 'SOCKADDR':
      return socketAddress(text);
    case 'SOCKTUPLE':
      return socketTuple(text);
    case 'FDLIST':
      return fdList(text);
    case 'DYN':
      return dynamic(parameter, text);
    default:
      throw new Error(`Parameters of type ${parameter.type} cannot be written (${parameter.name})`);
  }
}

function integer({ name }: ParameterDefinition, value: string | number | bigint, width: number): Uint8Array {
  const text = String(value);
  if (!/^-?(\d+|0x[0-9a-fA-F]+)$/.test(text)) throw new Error(`"${name}" takes a whole number, not "${text}"`);
  const number = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
  const bits = 8 * width;
  if (number < -(2n ** BigInt(bits - 1)) || number >= 2n ** BigInt(bits)) {
    throw new Error(`"${name}" has ${bits} bits: ${text} does not fit`);
  }
  return new ByteWriter().int64(number).bytes.slice(0, width);
}

/** `fd:flags` items, flags in hexadecimal as sysdig prints them: `4:1 5:41`. */
function fdList(text: string): Uint8Array {
  const items = text === '' ? [] : text.split(' ');
  const out = new ByteWriter().uint16(items.length);
  for (const item of items) {
    const [fd, flags] = item.split(':');
    out.int64(Number(fd)).uint16(Number.parseInt(flags, 16));
  }
  return out.bytes;
}

/** `TYPE:value`, TYPE being one of the alternatives of the parameter's set, such as `UINT32:1`. */
function dynamic(parameter: ParameterDefinition, text: string): Uint8Array {
  const colon = text.indexOf(':');
  const type = text.slice(0, colon);
  const alternative = parameter.flags?.find(([name]) => name.split('(')[0] === type);
  if (colon < 0 || !alternative) throw new Error(`"${parameter.name}" takes TYPE:value, not "${text}"`);
  const value = encodeParameter({ ...parameter, type }, text.slice(colon + 1));
  return new ByteWriter().uint8(alternative[1]).raw(value).bytes;
}
