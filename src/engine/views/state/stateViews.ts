import type { EventRow } from '../../base/brands';
import { MISSING_TEXT } from '../../fields/fieldPrinter';
import { knownField, type RowFields } from '../support/rowFields';
import type { View } from '../view';
import { fieldColumn, memoryColumn, type StateColumn, stateView } from './stateView';

const FD_LIMIT = knownField('proc.fdlimit');
const SERVER_ADDRESS = knownField('fd.sip');
const SERVER_PORT = knownField('fd.sport');
const CLIENT_ADDRESS = knownField('fd.cip');
const CLIENT_PORT = knownField('fd.cport');
const TID = knownField('thread.tid');
const PID = knownField('proc.pid');
const PROCESS = knownField('proc.name');

/** The open fds of all threads. */
export const LSOF: View = stateView({
  name: 'lsof',
  description: 'Open fds of all threads',
  subjects: 'fds',
  columns: [
    fieldColumn('COMMAND', 20, 'proc.name'),
    fieldColumn('PID', 8, 'proc.pid'),
    fieldColumn('TID', 8, 'thread.tid'),
    fieldColumn('USER', 8, 'user.name'),
    fieldColumn('FD', 8, 'fd.num'),
    fieldColumn('TYPE', 12, 'fd.type'),
    fieldColumn('NAME', 0, 'fd.name'),
  ],
});

/** All threads. */
export const PS: View = stateView({
  name: 'ps',
  description: 'Threads with their memory and limits',
  subjects: 'threads',
  columns: [
    fieldColumn('TID', 8, 'thread.tid'),
    fieldColumn('PID', 8, 'proc.pid'),
    fieldColumn('USER', 12, 'user.name'),
    memoryColumn('VIRT', 11, 'proc.vmsize'),
    memoryColumn('RES', 11, 'proc.vmrss'),
    { title: 'FDLIMIT', width: 10, text: fdLimit },
    fieldColumn('CMD'.padEnd(20), 20, 'proc.name'),
  ],
});

/** The internet sockets of all threads. */
export const NETSTAT: View = stateView({
  name: 'netstat',
  description: 'Network connections',
  subjects: 'fds',
  filter: 'fd.type=ipv4 or fd.type=ipv6',
  columns: [
    fieldColumn('Proto', 6, 'fd.l4proto'),
    addressColumn('Server Address', (fields, row) => serverAddress(fields, row)),
    addressColumn('Client Address', (fields, row) => clientAddress(fields, row) ?? '0.0.0.0:*'),
    {
      title: 'State',
      width: 15,
      text: (fields, row) => (clientAddress(fields, row) === undefined ? 'LISTEN' : 'ESTABLISHED'),
    },
    {
      title: 'TID/PID/Program Name',
      width: 0,
      text: (fields, row) => [TID, PID, PROCESS].map((field) => fields.shown(field, row)).join('/'),
    },
  ],
});

/** A process without a limit has -1, which sysdig prints as an unsigned number of 32 bits. */
function fdLimit(fields: RowFields, row: EventRow): string {
  const limit = fields.number(FD_LIMIT, row);
  if (limit !== -1) return fields.shown(FD_LIMIT, row);
  return fields.imitatesAccidents ? '4294967295' : 'unlimited';
}

function addressColumn(title: string, text: StateColumn['text']): StateColumn {
  return { title, width: 25, text };
}

function serverAddress(fields: RowFields, row: EventRow): string {
  return `${fields.text(SERVER_ADDRESS, row) ?? MISSING_TEXT}:${fields.shown(SERVER_PORT, row)}`;
}

/** Undefined for a socket that waits for clients. */
function clientAddress(fields: RowFields, row: EventRow): string | undefined {
  const address = fields.text(CLIENT_ADDRESS, row);
  return address === undefined ? undefined : `${address}:${fields.shown(CLIENT_PORT, row)}`;
}
