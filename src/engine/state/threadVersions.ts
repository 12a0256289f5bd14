import { EMPTY_TEXT, type EventRow, type FdTableId, NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { Horizon } from '../base/horizon';
import { RecordTable } from '../base/recordTable';
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

/** Where a version's facts lie in its record: 64-bit ids are doubles, exact to 2^53; the others words behind them. */
const PLACES: Readonly<Record<keyof ThreadFacts, number>> = {
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
  comm: 22,
  exe: 23,
  exepath: 24,
  args: 25,
  cwd: 26,
  environment: 27,
  root: 28,
  cgroups: 29,
  container: 30,
  flags: 31,
  fdTable: 32,
  cloneRow: 33,
};
/** The first place that is a word's. */
const FIRST_WORD = 22;
/** A word: 1 where the thread had exited. */
const GONE = 34;

/** Words of a record, and the same in doubles. */
const WIDTH = 36;
const DOUBLES = WIDTH / 2;

/**
 * Every state that every thread was in, as records. A version is immutable once a later row exists; an event row points
 * at the version that was true for it, and `at` answers for any other thread and row. Version 0 is no thread.
 */
export class ThreadVersions {
  private readonly history = new VersionHistory();
  private readonly records = new RecordTable(WIDTH);
  /** The latest version of each tid, exited ones included. */
  private readonly latest = new Map<number, ThreadVersion>();

  /** What is looked up with `at` lowers the horizon to where the thread changes. */
  constructor(private readonly horizon = new Horizon()) {
    const nobody = this.records.add();
    this.records.doubles.fill(-1, DOUBLES * nobody, DOUBLES * nobody + FIRST_WORD / 2);
    this.records.words[WIDTH * nobody + GONE] = 1;
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  /** Bytes of all versions. */
  get bytes(): number {
    return this.history.length * (VersionHistory.VERSION_BYTES + 4 * WIDTH);
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
    this.records.copy(version);
    this.latest.set(this.get(copy, 'tid'), copy);
    return copy;
  }

  /** Ends a thread's life: from `row` on nobody has its tid. */
  remove(version: ThreadVersion, row: number): void {
    const end = this.change(version, row);
    this.records.words[WIDTH * end + GONE] = 1;
  }

  /** Row from which on a version is true. */
  sinceRow(version: ThreadVersion): number {
    return this.history.sinceRow(version);
  }

  get<F extends keyof ThreadFacts>(version: ThreadVersion, field: F): ThreadFacts[F] {
    const place = PLACES[field];
    const { words, doubles } = this.records;
    return (place < FIRST_WORD ? doubles[DOUBLES * version + place] : words[WIDTH * version + place]) as ThreadFacts[F];
  }

  /** Writes into a version that `create` or `change` gave for the present row. */
  set<F extends keyof ThreadFacts>(version: ThreadVersion, field: F, value: ThreadFacts[F]): void {
    const place = PLACES[field];
    if (place < FIRST_WORD) this.records.doubles[DOUBLES * version + place] = value;
    else this.records.words[WIDTH * version + place] = value;
  }

  /** The thread that had this tid at `row`, or version 0. */
  at(tid: number, row: EventRow): ThreadVersion {
    const version = this.history.at(this.latest.get(tid) ?? 0, row, this.horizon);
    return (this.records.words[WIDTH * version + GONE] === 1 ? NO_THREAD : version) as ThreadVersion;
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

  private push(facts: Readonly<ThreadFacts>): void {
    const version = this.records.add();
    const { words, doubles } = this.records;
    const word = WIDTH * version;
    const double = DOUBLES * version;
    doubles[double + PLACES.tid] = facts.tid;
    doubles[double + PLACES.pid] = facts.pid;
    doubles[double + PLACES.ptid] = facts.ptid;
    doubles[double + PLACES.vtid] = facts.vtid;
    doubles[double + PLACES.vpid] = facts.vpid;
    doubles[double + PLACES.sid] = facts.sid;
    doubles[double + PLACES.vpgid] = facts.vpgid;
    doubles[double + PLACES.uid] = facts.uid;
    doubles[double + PLACES.gid] = facts.gid;
    doubles[double + PLACES.loginuid] = facts.loginuid;
    doubles[double + PLACES.fdLimit] = facts.fdLimit;
    words[word + PLACES.comm] = facts.comm;
    words[word + PLACES.exe] = facts.exe;
    words[word + PLACES.exepath] = facts.exepath;
    words[word + PLACES.args] = facts.args;
    words[word + PLACES.cwd] = facts.cwd;
    words[word + PLACES.environment] = facts.environment;
    words[word + PLACES.root] = facts.root;
    words[word + PLACES.cgroups] = facts.cgroups;
    words[word + PLACES.container] = facts.container;
    words[word + PLACES.flags] = facts.flags;
    words[word + PLACES.fdTable] = facts.fdTable;
    words[word + PLACES.cloneRow] = facts.cloneRow;
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
