import { isFieldError, resolveField } from '../../fields/resolveField';
import { ViewArgumentError, type ViewParameter } from '../view';
import type { TableDeclaration, TableKey, TableValue } from './tableDeclaration';
import { type TableView, tableView } from './tableView';

// Source: facts/output-format.md §9.

const BYTES: TableValue = { title: 'Bytes', field: 'evt.rawarg.res', unit: 'bytes' };
const TIME: TableValue = { title: 'Time', field: 'evt.latency', unit: 'nanoseconds' };
const ERRORS: TableValue = { title: '#Errors', field: 'evt.count', unit: 'count' };
const CALLS: TableValue = { title: '# Calls', field: 'evt.count', unit: 'count' };

/** A procinfo event gives a percentage of one second: a hundredth is 10^7 ns. */
const CPU: TableValue = {
  title: 'CPU%',
  field: 'thread.cpu',
  unit: 'share-of-time',
  factor: 1e7,
  jsonName: 'thread.exectime',
  countsZero: true,
};

const CONTAINER: TableKey = { title: 'container.name', field: 'container.name' };
const FILE_NAME: TableKey = { title: 'Filename', field: 'fd.name' };
const SYSTEM_CALL: TableKey = { title: 'Syscall', field: 'evt.type' };
const SERVER_PORT: TableKey = { title: 'Srv Port', field: 'fd.sport' };
const CONNECTION: readonly TableKey[] = [
  { title: 'Proto', field: 'fd.l4proto' },
  { title: 'Conn', field: 'fd.name' },
];
const PROCESS: readonly TableKey[] = [
  { title: 'Process', field: 'proc.name' },
  { title: 'PID', field: 'proc.pid' },
];

const FILE_IO = 'fd.type=file and evt.is_io=true';
const NET_IO = '(fd.type=ipv4 or fd.type=ipv6) and evt.is_io=true';
const IN_CONTAINER = 'container.name!=host';

const KEY_PARAMETER: ViewParameter = {
  name: 'key',
  description: 'The field to group by, such as proc.name or fd.name.',
  required: true,
};

/** Processes in the layout with containers: by the thread's or the process's id inside its container. */
function contained(idInside: 'thread.vtid' | 'proc.vpid'): TableKey[] {
  return [
    { title: 'Process', field: 'proc.name' },
    { title: 'Host_pid', field: 'proc.pid' },
    { title: 'Container_pid', field: idInside },
    CONTAINER,
  ];
}

/** A table without arguments. */
function fixed(name: string, description: string, declaration: TableDeclaration): TableView {
  return tableView(name, description, () => declaration);
}

/** A table that is grouped by a field of the user's choice. */
function grouped(name: string, description: string, value: TableValue, filter: string, rows: number): TableView {
  const declare = ([key]: readonly string[]): TableDeclaration => {
    const field = resolveField(key);
    if (isFieldError(field)) throw new ViewArgumentError(name, field.message);
    if (field.length !== key.length) throw new ViewArgumentError(name, `There is no field named '${key}'.`);
    return { value, keys: [{ title: key, field: key }], filter, rows };
  };
  return tableView(name, description, declare, [KEY_PARAMETER]);
}

/** The views that are tables. */
export const TABLE_VIEWS: readonly TableView[] = [
  fixed('topprocs_net', 'Processes by network bytes', {
    value: BYTES,
    keys: PROCESS,
    containerKeys: contained('thread.vtid'),
    filter: NET_IO,
    rows: 100,
  }),
  fixed('topprocs_file', 'Processes by bytes read from and written to files', {
    value: BYTES,
    keys: PROCESS,
    containerKeys: contained('thread.vtid'),
    filter: FILE_IO,
    rows: 10,
  }),
  fixed('topprocs_errors', 'Processes by failed calls', {
    value: ERRORS,
    keys: PROCESS,
    containerKeys: contained('thread.vtid'),
    filter: 'evt.failed=true',
    rows: 100,
  }),
  fixed('topprocs_cpu', 'Processes by CPU time', {
    value: CPU,
    keys: PROCESS,
    containerKeys: contained('proc.vpid'),
    filter: 'evt.type=procinfo',
    rows: 10,
  }),
  fixed('topfiles_bytes', 'Files by bytes read and written', {
    value: BYTES,
    keys: [FILE_NAME],
    containerKeys: [CONTAINER, FILE_NAME],
    filter: FILE_IO,
    rows: 10,
  }),
  fixed('topfiles_time', 'Files by time spent reading and writing', {
    value: TIME,
    keys: [FILE_NAME],
    containerKeys: [FILE_NAME, CONTAINER],
    filter: FILE_IO,
    rows: 10,
  }),
  fixed('topfiles_errors', 'Files by failed calls', {
    value: ERRORS,
    keys: [FILE_NAME],
    containerKeys: [FILE_NAME, CONTAINER],
    filter: 'fd.type=file and evt.failed=true',
    rows: 100,
  }),
  fixed('topconns', 'Connections by bytes', {
    value: BYTES,
    keys: CONNECTION,
    containerKeys: [CONTAINER, ...CONNECTION],
    filter: NET_IO,
    rows: 30,
  }),
  fixed('topports_server', 'Server ports by bytes', {
    value: BYTES,
    keys: [SERVER_PORT],
    containerKeys: [SERVER_PORT, CONTAINER],
    filter: NET_IO,
    rows: 100,
  }),
  fixed('topscalls', 'System calls by number of events', {
    value: CALLS,
    keys: [SYSTEM_CALL],
    containerKeys: [SYSTEM_CALL, CONTAINER],
    filter: 'evt.type!=switch',
    rows: 30,
  }),
  fixed('topscalls_time', 'System calls by time', {
    value: TIME,
    keys: [SYSTEM_CALL],
    containerKeys: [SYSTEM_CALL, CONTAINER],
    rows: 30,
  }),
  fixed('topcontainers_net', 'Containers by network bytes', {
    value: BYTES,
    keys: [CONTAINER],
    filter: `${NET_IO} and ${IN_CONTAINER}`,
    rows: 100,
  }),
  fixed('topcontainers_file', 'Containers by bytes read from and written to files', {
    value: BYTES,
    keys: [CONTAINER],
    filter: `${FILE_IO} and ${IN_CONTAINER}`,
    rows: 10,
  }),
  fixed('topcontainers_error', 'Containers by failed calls', {
    value: ERRORS,
    keys: [CONTAINER],
    filter: `evt.failed=true and ${IN_CONTAINER}`,
    rows: 10,
  }),
  fixed('topcontainers_cpu', 'Containers by CPU time', {
    value: CPU,
    keys: [CONTAINER],
    filter: 'evt.type=procinfo',
    rows: 10,
  }),
  grouped('fdbytes_by', 'Bytes read and written, by a field', BYTES, 'evt.is_io=true and evt.failed=false', 30),
  grouped('fdtime_by', 'Time spent reading and writing, by a field', TIME, 'evt.is_io=true', 10),
];
