import type { FdVersion } from '../../base/brands';
import { FdKind, Protocol } from '../../capture/fdList';
import { isBound, isInternet, Role } from '../../state/fdVersions';
import type { Trace } from '../../trace/trace';
import { readEnd } from '../connectionEnd';
import type { Field } from '../field';
import { nameChanged } from '../nameChanged';
import { ofFdNumber, ofFdWord } from '../readers/fds';
import { FieldValue, type Word, word } from '../value';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';

const FILES: ReadonlySet<number> = new Set([FdKind.FILE, FdKind.FILE_WITH_FLAGS]);

const IP = word('ip');
const UNIX = word('unix');
const PROTOCOLS: ReadonlyMap<number, Word> = new Map<number, Word>([
  [Protocol.TCP, word('tcp')],
  [Protocol.UDP, word('udp')],
  [Protocol.ICMP, word('icmp')],
  [Protocol.RAW, word('raw')],
]);
const NO_PROTOCOL = word('<NA>');

/** Bits of the set `file_flags`. */
const UPPER_LAYER = 32768;
const LOWER_LAYER = 65536;

const scratch = new FieldValue();

/** Fields of sockets as such, and of where files lie. */
export const FD_FACT_FIELDS: readonly Field[] = [
  entry(
    'fd.sockfamily',
    'CHARBUF',
    FIRST,
    'ip or unix, for sockets of these families.',
    'fd.sockfamily = unix',
    ofFdWord((trace, version) => familyWord(trace.fds.get(version, 'kind'))),
  ),
  entry(
    'fd.l4proto',
    'CHARBUF',
    FIRST,
    'Protocol of an internet socket: tcp, udp, icmp, raw, or <NA> while it is not known.',
    'fd.l4proto = udp',
    ofFdWord(protocolWord),
    { values: ['tcp', 'udp', 'icmp', 'raw', '<NA>'] },
  ),
  entry(
    'fd.is_server',
    'BOOL',
    FIRST,
    'Whether the socket listens, or the server of its connection is the captured machine itself.',
    'fd.is_server = true',
    ofFdNumber((trace, version) => (isServer(trace, version) ? 1 : 0)),
  ),
  entry(
    'fd.connected',
    'BOOL',
    'sysdig 0.24.2',
    'Whether the fd is an internet socket with two ends.',
    'fd.connected = true',
    ofFdNumber(({ fds }, version) => {
      const kind = fds.get(version, 'kind');
      return isInternet(kind) && !isBound(kind) && fds.get(version, 'role') !== Role.NONE ? 1 : 0;
    }),
  ),
  entry(
    'fd.name_changed',
    'BOOL',
    'sysdig 0.24.2',
    'Whether the event gave the fd its name, or another one.',
    'fd.name_changed = true',
    nameChanged,
  ),
  entry(
    'fd.dev',
    'INT32',
    'sysdig 0.26.7',
    'Number of the device that the file is on.',
    'fd.dev != 0',
    ofFdNumber((trace, version) => device(trace, version)),
    { print: 'hexadecimal' },
  ),
  entry(
    'fd.dev.major',
    'INT32',
    'sysdig 0.26.7',
    'Major number of the device that the file is on.',
    'fd.dev.major = 8',
    ofFdNumber((trace, version) => (device(trace, version) >>> 8) & 0xfff),
  ),
  entry(
    'fd.dev.minor',
    'INT32',
    'sysdig 0.26.7',
    'Minor number of the device that the file is on.',
    'fd.dev.minor = 1',
    ofFdNumber((trace, version) => {
      const number = device(trace, version);
      return (number & 0xff) | ((number >>> 12) & 0xfff00);
    }),
  ),
  entry(
    'fd.ino',
    'INT64',
    'libs 0.11.0',
    'Inode of the file.',
    'fd.ino = 1234567',
    ofFdNumber((trace, version) => trace.fds.get(version, 'inode')),
  ),
  entry(
    'fd.is_upper_layer',
    'BOOL',
    'libs 0.18.0',
    'Whether the file lies in the upper layer of an overlay.',
    'fd.is_upper_layer = true',
    ofFdNumber((trace, version) => ((trace.fds.get(version, 'openFlags') & UPPER_LAYER) === 0 ? 0 : 1)),
  ),
  entry(
    'fd.is_lower_layer',
    'BOOL',
    'libs 0.18.0',
    'Whether the file lies in a lower layer of an overlay.',
    'fd.is_lower_layer = true',
    ofFdNumber((trace, version) => ((trace.fds.get(version, 'openFlags') & LOWER_LAYER) === 0 ? 0 : 1)),
  ),
];

/** Sysdig looks where the destination is, whichever end the process is. */
function isServer(trace: Trace, version: FdVersion): boolean {
  if (isBound(trace.fds.get(version, 'kind'))) return true;
  if (!readEnd(trace, version, 1, scratch)) return false;
  const { bytes, start, end } = scratch;
  return trace.interfaces.isLocal(bytes.subarray(start, end), end - start);
}

function familyWord(kind: number): Word | undefined {
  if (isInternet(kind)) return IP;
  return kind === FdKind.UNIX ? UNIX : undefined;
}

/** The protocol of a connection counts once it is known which end it is. */
function protocolWord({ fds }: Trace, version: FdVersion): Word | undefined {
  const kind = fds.get(version, 'kind');
  if (!isInternet(kind)) return undefined;
  const protocol = fds.get(version, 'protocol');
  const applies = isBound(kind) || fds.get(version, 'role') !== Role.NONE || protocol === Protocol.RAW;
  return (applies ? PROTOCOLS.get(protocol) : undefined) ?? NO_PROTOCOL;
}

function device({ fds }: Trace, version: FdVersion): number {
  return FILES.has(fds.get(version, 'kind')) || fds.get(version, 'kind') === FdKind.DIRECTORY
    ? fds.get(version, 'device')
    : 0;
}
