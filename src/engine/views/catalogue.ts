import { BOTTLENECKS } from './programs/bottlenecks';
import { ECHO_FDS } from './programs/echoFds';
import { FDCOUNT_BY } from './programs/fdCount';
import { HTTPLOG } from './programs/httpLog';
import { HTTPTOP } from './programs/httpTop';
import { IO_BYTES_VIEWS } from './programs/ioBytes';
import { LSCONTAINERS } from './programs/listContainers';
import { LIST_LOGIN_SHELLS } from './programs/loginShells';
import { PROC_EXEC_TIME } from './programs/processTimes';
import { FILESLOWER, NETLOWER, SCALLSLOWER } from './programs/slowCalls';
import { SPY_FILE } from './programs/spyFile';
import { SPY_IP, SPY_PORT } from './programs/spySocket';
import { SPY_USERS } from './programs/spyUsers';
import { STDOUT } from './programs/stdout';
import { LSOF, NETSTAT, PS } from './state/stateViews';
import { TABLE_VIEWS } from './table/declaredTables';
import type { View } from './view';

/** Every view, by name. */
export const VIEWS: readonly View[] = [
  ...TABLE_VIEWS,
  ...IO_BYTES_VIEWS,
  BOTTLENECKS,
  ECHO_FDS,
  FDCOUNT_BY,
  FILESLOWER,
  HTTPLOG,
  HTTPTOP,
  LIST_LOGIN_SHELLS,
  LSCONTAINERS,
  LSOF,
  NETLOWER,
  NETSTAT,
  PROC_EXEC_TIME,
  PS,
  SCALLSLOWER,
  SPY_FILE,
  SPY_IP,
  SPY_PORT,
  SPY_USERS,
  STDOUT,
].sort((one, other) => (one.name < other.name ? -1 : 1));

const BY_NAME: ReadonlyMap<string, View> = new Map(VIEWS.map((view) => [view.name, view]));

/** The view of this exact name, which is that of sysdig's chisel. */
export function findView(name: string): View | undefined {
  return BY_NAME.get(name);
}
