import type { FdVersion } from '../../base/brands';
import { portNumber, servicePort } from '../../format/portText';
import { isBound, Role } from '../../state/fdVersions';
import type { Trace } from '../../trace/trace';
import { type End, readEnd } from '../connectionEnd';
import type { Field } from '../field';
import { type FdReader, Reading, type RowReader } from '../fieldReader';
import type { FieldType } from '../fieldType';
import { ofFdVersion } from '../readers/fds';
import { FieldValue } from '../value';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const THIRD = 'sysdig 0.1.104';
const FIFTH = 'sysdig 0.5.0';
const TENTH = 'sysdig 0.10.0';

/** Which end of a connection is meant. */
type Side = 'client' | 'server' | 'local' | 'remote';

/** Fields of the ends of connections. */
export const FD_ADDRESS_FIELDS: readonly Field[] = [
  either(
    'fd.ip',
    'IPADDR',
    FIRST,
    'Address of either end of the socket; with != both ends differ.',
    'fd.ip = 127.0.0.1',
  ),
  either('fd.port', 'PORT', FIRST, 'Port of either end of the socket; with != both ends differ.', 'fd.port = 53'),
  either(
    'fd.net',
    'IPNET',
    TENTH,
    'Address of either end of the socket, for comparing with networks; with != both ends lie outside.',
    'fd.net = 10.0.0.0/8',
  ),
  either(
    'fd.proto',
    'PORT',
    FIFTH,
    'Port of either end of the socket, which the name of a service may stand for; with != both ends differ.',
    'fd.proto = http',
  ),
  ...side('c', 'client', 'the client', FIRST),
  ...side('s', 'server', 'the server, or of a socket that listens', FIRST),
  ...side('l', 'local', 'the captured machine', THIRD),
  ...side('r', 'remote', 'the other machine', THIRD),
];

function either(name: string, type: FieldType, since: string, description: string, example: string): Field {
  return entry(name, type, since, description, example, [endOfConnection(0), endOfConnection(1)], { only: 'filters' });
}

/** The four fields of one side, whose names begin with a letter for it. */
function side(letter: string, which: Side, of: string, since: string): Field[] {
  const reader = endOfSide(which);
  return [
    entry(`fd.${letter}ip`, 'IPADDR', since, `Address of ${of}.`, `fd.${letter}ip = 127.0.0.1`, reader),
    entry(`fd.${letter}port`, 'PORT', since, `Port of ${of}.`, `fd.${letter}port = 53`, reader),
    entry(
      `fd.${letter}proto`,
      'CHARBUF',
      FIFTH,
      `Port of ${of} as text, or with -R the name of its service.`,
      `fd.${letter}proto = 53`,
      portText(reader),
    ),
    entry(
      `fd.${letter}net`,
      'IPNET',
      TENTH,
      `Address of ${of}, for comparing with networks.`,
      `fd.${letter}net = 10.0.0.0/8`,
      reader,
      { only: 'filters' },
    ),
  ];
}

/** Reads both the address and the port: which one is meant follows from the field's type. */
function endOfConnection(end: End): FdReader {
  return {
    domain: 'fd',
    read: (trace, version, value) => (readEnd(trace, version, end, value) ? Reading.VALUE : Reading.MISSING),
  };
}

function endOfSide(which: Side): FdReader {
  return {
    domain: 'fd',
    read(trace, version, value) {
      const end = endOf(trace, version, which);
      return end !== undefined && readEnd(trace, version, end, value) ? Reading.VALUE : Reading.MISSING;
    },
  };
}

const scratch = new FieldValue();

/** The source is the client's end. A bound socket has one end, the server's. */
function endOf(trace: Trace, version: FdVersion, which: Side): End | undefined {
  const role = trace.fds.get(version, 'role');
  const bound = isBound(trace.fds.get(version, 'kind'));
  if (which === 'server' && bound) return 0;
  if (role === Role.NONE || bound) return undefined;
  if (which === 'client' || which === 'server') return which === 'client' ? 0 : 1;
  const local = localEnd(trace, version, role);
  return which === 'local' ? local : ((1 - local) as End);
}

/** The end whose address the machine has, the source where both have one; where none has, the end that the process is. */
function localEnd(trace: Trace, version: FdVersion, role: number): End {
  const isLocal = (end: End): boolean =>
    readEnd(trace, version, end, scratch) &&
    trace.interfaces.isLocal(scratch.bytes.subarray(scratch.start, scratch.end), scratch.end - scratch.start);
  if (isLocal(0)) return 0;
  if (isLocal(1)) return 1;
  return role === Role.SERVER ? 1 : 0;
}

function portText(reader: FdReader): RowReader {
  return ofFdVersion(({ trace, textOptions }, version, value) => {
    if (reader.read(trace, version, scratch) !== Reading.VALUE) return false;
    const text = textOptions?.namesServices ? servicePort(trace.fds.get(version, 'protocol')) : portNumber;
    value.setString(text(scratch.number));
    return true;
  });
}
