import { EMPTY_TEXT, type EventRow, type FdTableId, NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { ColumnTable } from '../base/columnTable';
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

/** The column of each fact. 64-bit ids are doubles, exact to 2^53, and come first; the others are words. */
const COLUMNS: Readonly<Record<keyof ThreadFacts, number>> = {
  tid: 0,
  pid: 1,
  ptid: 2,
  vtid: 3,
  vpid: 4,
  sid: 5,
  vpgid: 6,
  uid: 7,
  gid: 8,
  loginuid: 9,
  fdLimit: 10,
  comm: 11,
  exe: 12,
  exepath: 13,
  args: 14,
  cwd: 15,
  environment: 16,
  root: 17,
  cgroups: 18,
  container: 19,
  flags: 20,
  fdTable: 21,
  cloneRow: 22,
};
/** A column of words: 1 where the thread had exited. */
const GONE = 23;
/** Number of columns of doubles; the first column of words comes after them. */
const DOUBLES = 11;
const WORDS = GONE + 1 - DOUBLES;

/**
 * Every state that every thread was in, as columns. A version is immutable once a later row exists; an event row points
 * at the version that was true for it, and `at` answers for any other thread and row. Version 0 is no thread.
 */
export class ThreadVersions {
  private readonly history = new VersionHistory();
  private readonly table = new ColumnTable(DOUBLES, WORDS);
  /** The latest version of each tid, exited ones included. */
  private readonly latest = new Map<number, ThreadVersion>();

  /** What is looked up with `at` lowers the horizon to where the thread changes. */
  constructor(private readonly horizon = new Horizon()) {
    const { doubles, capacity } = this.table;
    const nobody = this.table.add();
    for (let column = 0; column < DOUBLES; column++) doubles[column * capacity + nobody] = -1;
    this.write(nobody, GONE, 1);
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  /** Bytes of all versions. */
  get bytes(): number {
    return this.history.length * (VersionHistory.VERSION_BYTES + this.table.rowBytes);
  }

  /** A new thread, or a new life of a reused tid, from `row` on. */
  create(facts: Readonly<ThreadFacts>, row: number): ThreadVersion {
    const version = this.history.append(this.latest.get(facts.tid) ?? 0, row) as ThreadVersion;
    this.push(facts);
    this.latest.set(facts.tid, version);
    return version;
  }

  /** The version to write a change at `row` into: a copy of the thread's latest one, unless that began at this row. */
  change(version: ThreadVersion, row: number): ThreadVersion {
    if (this.history.sinceRow(version) >= row) return version;
    const copy = this.history.append(version, row) as ThreadVersion;
    this.table.copy(version);
    this.latest.set(this.get(copy, 'tid'), copy);
    return copy;
  }

  /** Ends a thread's life: from `row` on nobody has its tid. */
  remove(version: ThreadVersion, row: number): void {
    const end = this.change(version, row);
    this.write(end, GONE, 1);
  }

  /** Row from which on a version is true. */
  sinceRow(version: ThreadVersion): number {
    return this.history.sinceRow(version);
  }

  get<F extends keyof ThreadFacts>(version: ThreadVersion, field: F): ThreadFacts[F] {
    return this.read(version, COLUMNS[field]) as ThreadFacts[F];
  }

  /** Writes into a version that `create` or `change` gave for the present row. */
  set<F extends keyof ThreadFacts>(version: ThreadVersion, field: F, value: ThreadFacts[F]): void {
    this.write(version, COLUMNS[field], value);
  }

  /** The thread that had this tid at `row`, or version 0. */
  at(tid: number, row: EventRow): ThreadVersion {
    const version = this.history.at(this.latest.get(tid) ?? 0, row, this.horizon);
    return (this.read(version, GONE) === 1 ? NO_THREAD : version) as ThreadVersion;
  }

  /** Every thread that lived at `row`, in no particular order. */
  livingAt(row: EventRow): ThreadVersion[] {
    return [...this.latest.keys()].map((tid) => this.at(tid, row)).filter((version) => version !== NO_THREAD);
  }

  /** The main thread of a thread's process at `row`; the thread itself where that is not known. */
  mainAt(version: ThreadVersion, row: EventRow): ThreadVersion {
    const pid = this.get(version, 'pid');
    if (pid === this.get(version, 'tid')) return version;
    const main = this.at(pid, row);
    return main === NO_THREAD ? version : main;
  }

  private read(version: number, column: number): number {
    const { capacity, doubles, words } = this.table;
    return column < DOUBLES ? doubles[column * capacity + version] : words[(column - DOUBLES) * capacity + version];
  }

  private write(version: number, column: number, value: number): void {
    const { capacity, doubles, words } = this.table;
    if (column < DOUBLES) doubles[column * capacity + version] = value;
    else words[(column - DOUBLES) * capacity + version] = value;
  }

  private push(facts: Readonly<ThreadFacts>): void {
    const version = this.table.add();
    this.write(version, COLUMNS.tid, facts.tid);
    this.write(version, COLUMNS.pid, facts.pid);
    this.write(version, COLUMNS.ptid, facts.ptid);
    this.write(version, COLUMNS.vtid, facts.vtid);
    this.write(version, COLUMNS.vpid, facts.vpid);
    this.write(version, COLUMNS.sid, facts.sid);
    this.write(version, COLUMNS.vpgid, facts.vpgid);
    this.write(version, COLUMNS.uid, facts.uid);
    this.write(version, COLUMNS.gid, facts.gid);
    this.write(version, COLUMNS.loginuid, facts.loginuid);
    this.write(version, COLUMNS.fdLimit, facts.fdLimit);
    this.write(version, COLUMNS.comm, facts.comm);
    this.write(version, COLUMNS.exe, facts.exe);
    this.write(version, COLUMNS.exepath, facts.exepath);
    this.write(version, COLUMNS.args, facts.args);
    this.write(version, COLUMNS.cwd, facts.cwd);
    this.write(version, COLUMNS.environment, facts.environment);
    this.write(version, COLUMNS.root, facts.root);
    this.write(version, COLUMNS.cgroups, facts.cgroups);
    this.write(version, COLUMNS.container, facts.container);
    this.write(version, COLUMNS.flags, facts.flags);
    this.write(version, COLUMNS.fdTable, facts.fdTable);
    this.write(version, COLUMNS.cloneRow, facts.cloneRow);
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
