import { EMPTY_TEXT, type EventRow, type FdTableId, NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { Float64Column, Int32Column } from '../base/growingColumns';
import { Horizon } from '../base/horizon';
import { VersionHistory } from '../base/versionHistory';

/** Everything a thread version holds, as it is written. Texts are ids of the trace's dictionary. */
export interface ThreadFacts {
  tid: number;
  /** Process id; -1 for a thread that was never seen beginning. */
  pid: number;
  /** Parent's id; -1 unknown. */
  ptid: number;
  /** Ids inside the pid namespace; -1 unknown. */
  vtid: number;
  vpid: number;
  /** Session id and process group inside the pid namespace; -1 unknown. */
  sid: number;
  vpgid: number;
  comm: TextId;
  exe: TextId;
  exepath: TextId;
  /** argv[1] and on, each with its NUL. */
  args: TextId;
  /** Working directory with its closing slash. Meaningful in the main thread's version. */
  cwd: TextId;
  /** NAME=value, each with its NUL. Meaningful in the main thread's version. */
  environment: TextId;
  root: TextId;
  /** subsystem=path, each with its NUL. */
  cgroups: TextId;
  /** Container id, `host`, or empty for a thread that was never seen beginning. */
  container: TextId;
  /** 0xffffffff: unknown. */
  uid: number;
  gid: number;
  loginuid: number;
  fdLimit: number;
  /** Bits of the set `clone_flags`. */
  flags: number;
  fdTable: FdTableId;
  /** Row of the clone that made the thread; -1 for the process list. */
  cloneRow: number;
}

/** The text that stands for a name nobody knows. */
export const UNKNOWN_NAME = '<NA>';

type IdField = 'tid' | 'pid' | 'ptid' | 'vtid' | 'vpid' | 'sid' | 'vpgid' | 'uid' | 'gid' | 'loginuid' | 'fdLimit';
type IndexField = Exclude<keyof ThreadFacts, IdField>;

/**
 * Every state that every thread was in, as columns. A version is immutable once a later row exists; an event row points
 * at the version that was true for it, and `at` answers for any other thread and row. Version 0 is no thread.
 */
export class ThreadVersions {
  private readonly history = new VersionHistory();
  /** 64-bit ids: float, exact to 2^53. */
  private readonly ids: Readonly<Record<IdField, Float64Column>> = {
    tid: new Float64Column(),
    pid: new Float64Column(),
    ptid: new Float64Column(),
    vtid: new Float64Column(),
    vpid: new Float64Column(),
    sid: new Float64Column(),
    vpgid: new Float64Column(),
    uid: new Float64Column(),
    gid: new Float64Column(),
    loginuid: new Float64Column(),
    fdLimit: new Float64Column(),
  };
  private readonly indices: Readonly<Record<IndexField, Int32Column>> = {
    comm: new Int32Column(),
    exe: new Int32Column(),
    exepath: new Int32Column(),
    args: new Int32Column(),
    cwd: new Int32Column(),
    environment: new Int32Column(),
    root: new Int32Column(),
    cgroups: new Int32Column(),
    container: new Int32Column(),
    flags: new Int32Column(),
    fdTable: new Int32Column(),
    cloneRow: new Int32Column(),
  };
  /** All of them by name, and as lists for copying a version. */
  private readonly columns: Readonly<Record<keyof ThreadFacts, Float64Column | Int32Column>> = {
    ...this.ids,
    ...this.indices,
  };
  private readonly idColumns = Object.values(this.ids);
  private readonly indexColumns = Object.values(this.indices);
  /** 1 where the thread had exited. */
  private readonly gone = new Int32Column();
  /** The latest version of each tid, exited ones included. */
  private readonly latest = new Map<number, ThreadVersion>();

  /** What is looked up with `at` lowers the horizon to where the thread changes. */
  constructor(private readonly horizon = new Horizon()) {
    for (const column of this.idColumns) column.push(-1);
    for (const column of this.indexColumns) column.push(0);
    this.gone.push(1);
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  /** Bytes of all versions. */
  get bytes(): number {
    const { history, idColumns, indexColumns } = this;
    return history.length * (VersionHistory.VERSION_BYTES + 8 * idColumns.length + 4 * (indexColumns.length + 1));
  }

  /** A new thread, or a new life of a reused tid, from `row` on. */
  create(facts: Readonly<ThreadFacts>, row: number): ThreadVersion {
    const version = this.history.append(this.latest.get(facts.tid) ?? 0, row) as ThreadVersion;
    this.pushFacts(facts);
    this.gone.push(0);
    this.latest.set(facts.tid, version);
    return version;
  }

  /** The version to write a change at `row` into: a copy of the thread's latest one, unless that began at this row. */
  change(version: ThreadVersion, row: number): ThreadVersion {
    if (this.history.sinceRow(version) >= row) return version;
    const copy = this.history.append(version, row) as ThreadVersion;
    for (const column of this.idColumns) column.push(column.values[version]);
    for (const column of this.indexColumns) column.push(column.values[version]);
    this.gone.push(this.gone.values[version]);
    this.latest.set(this.ids.tid.values[copy], copy);
    return copy;
  }

  /** Ends a thread's life: from `row` on nobody has its tid. */
  remove(version: ThreadVersion, row: number): void {
    const end = this.change(version, row);
    this.gone.values[end] = 1;
  }

  /** Row from which on a version is true. */
  sinceRow(version: ThreadVersion): number {
    return this.history.sinceRow(version);
  }

  get<F extends keyof ThreadFacts>(version: ThreadVersion, field: F): ThreadFacts[F] {
    return this.columns[field].values[version] as ThreadFacts[F];
  }

  /** Writes into a version that `create` or `change` gave for the present row. */
  set<F extends keyof ThreadFacts>(version: ThreadVersion, field: F, value: ThreadFacts[F]): void {
    this.columns[field].values[version] = value;
  }

  /** The thread that had this tid at `row`, or version 0. */
  at(tid: number, row: EventRow): ThreadVersion {
    const version = this.history.at(this.latest.get(tid) ?? 0, row, this.horizon);
    return (this.gone.values[version] ? NO_THREAD : version) as ThreadVersion;
  }

  /** Every thread that lived at `row`, in no particular order. */
  livingAt(row: EventRow): ThreadVersion[] {
    return [...this.latest.keys()].map((tid) => this.at(tid, row)).filter((version) => version !== NO_THREAD);
  }

  /** The main thread of a thread's process at `row`; the thread itself where that is not known. */
  mainAt(version: ThreadVersion, row: EventRow): ThreadVersion {
    const pid = this.ids.pid.values[version];
    if (pid === this.ids.tid.values[version]) return version;
    const main = this.at(pid, row);
    return main === NO_THREAD ? version : main;
  }

  /** All versions of a text field, for deciding a filter once per version: index is the version. */
  texts(field: 'comm' | 'exe' | 'exepath' | 'args' | 'container'): Int32Array {
    return this.indices[field].values.subarray(0, this.length);
  }

  /** All versions of an id field. */
  numbers(field: IdField): Float64Array {
    return this.ids[field].values.subarray(0, this.length);
  }

  private pushFacts(facts: Readonly<ThreadFacts>): void {
    const { ids, indices } = this;
    ids.tid.push(facts.tid);
    ids.pid.push(facts.pid);
    ids.ptid.push(facts.ptid);
    ids.vtid.push(facts.vtid);
    ids.vpid.push(facts.vpid);
    ids.sid.push(facts.sid);
    ids.vpgid.push(facts.vpgid);
    ids.uid.push(facts.uid);
    ids.gid.push(facts.gid);
    ids.loginuid.push(facts.loginuid);
    ids.fdLimit.push(facts.fdLimit);
    indices.comm.push(facts.comm);
    indices.exe.push(facts.exe);
    indices.exepath.push(facts.exepath);
    indices.args.push(facts.args);
    indices.cwd.push(facts.cwd);
    indices.environment.push(facts.environment);
    indices.root.push(facts.root);
    indices.cgroups.push(facts.cgroups);
    indices.container.push(facts.container);
    indices.flags.push(facts.flags);
    indices.fdTable.push(facts.fdTable);
    indices.cloneRow.push(facts.cloneRow);
  }
}

/** Facts of a thread about which only its tid is known. `unknownName` is the dictionary's id of `<NA>`. */
export function unknownThread(tid: number, unknownName: TextId, fdTable: FdTableId): ThreadFacts {
  return {
    tid,
    pid: -1,
    ptid: -1,
    vtid: -1,
    vpid: -1,
    sid: -1,
    vpgid: -1,
    comm: unknownName,
    exe: unknownName,
    exepath: EMPTY_TEXT,
    args: EMPTY_TEXT,
    cwd: EMPTY_TEXT,
    environment: EMPTY_TEXT,
    root: EMPTY_TEXT,
    cgroups: EMPTY_TEXT,
    container: EMPTY_TEXT,
    uid: 0xffffffff,
    gid: 0xffffffff,
    loginuid: 0xffffffff,
    fdLimit: -1,
    flags: 0,
    fdTable,
    cloneRow: -1,
  };
}
