import type { ByteRange, ListReader } from './listReader';

/**
 * A thread of the process list. Texts are ranges of the reader's bytes; ids that the list's version lacks are -1.
 * Source: facts/scap-format.md §6.
 */
export interface ProcessEntry {
  readonly tid: number;
  readonly pid: number;
  readonly ptid: number;
  readonly sid: number;
  readonly vpgid: number;
  readonly comm: ByteRange;
  readonly exe: ByteRange;
  readonly exepath: ByteRange;
  /** NUL-separated; argv[1] and on. */
  readonly args: ByteRange;
  readonly cwd: ByteRange;
  readonly fdLimit: number;
  /** Bits of the set `clone_flags`. */
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  /** NUL-separated NAME=value. */
  readonly environment: ByteRange;
  readonly vtid: number;
  readonly vpid: number;
  /** NUL-separated subsystem=path. */
  readonly cgroups: ByteRange;
  readonly root: ByteRange;
  readonly loginuid: number;
  /** What the process had taken so far; undefined in lists that do not say. */
  readonly resources: ListedResources | undefined;
  /** What the thread had of its program's file and of its process group; undefined in lists that do not say. */
  readonly execution: ListedExecution | undefined;
}

/** What a process list says of what a thread takes: memory in KiB, page faults since it began. */
export interface ListedResources {
  readonly vmSize: number;
  readonly vmRss: number;
  readonly vmSwap: number;
  readonly majorFaults: number;
  readonly minorFaults: number;
}

/** What a process list of version 9 says beyond who the thread is; undefined: its writer did not know of that yet. */
export interface ListedExecution {
  /** When the init of the thread's pid namespace began, in ns since the epoch. */
  readonly namespaceStart: bigint | undefined;
  /** Number of the controlling terminal; 0: none. */
  readonly tty: number | undefined;
  /** Whether its user can write the program's file. */
  readonly isWritable: boolean | undefined;
  /** Sets of capabilities, a bit each. */
  readonly capInheritable: bigint | undefined;
  readonly capPermitted: bigint | undefined;
  readonly capEffective: bigint | undefined;
  readonly isUpperLayer: boolean | undefined;
  /** Inode of the program's file, and when that and its content were changed, in ns since the epoch. */
  readonly inode: number | undefined;
  readonly changed: bigint | undefined;
  readonly modified: bigint | undefined;
  readonly isFromMemfd: boolean | undefined;
  readonly isLowerLayer: boolean | undefined;
  /** Process group, as the host numbers it. */
  readonly pgid: number | undefined;
}

const NOTHING: ByteRange = { start: 0, end: 0 };
const UNSET_ID = 0xffffffff;

/** Entries that leave more than this after the root directory carry two more fields first (libs 0.10 and later). */
const REST_BEFORE_START_TIME = 29;

/** Reads a process list of any version, entry by entry; false when an entry does not fit. */
export function readProcessList(reader: ListReader, version: number, visit: (entry: ProcessEntry) => void): boolean {
  while (!reader.atEnd) {
    const start = reader.at;
    if (version >= 9) reader.enter(start, reader.uint32());
    const entry = readEntry(reader, version);
    if (reader.failed) return false;
    if (version >= 9) reader.leave();
    visit(entry);
  }
  return true;
}

function readEntry(reader: ListReader, version: number): ProcessEntry {
  const from = (since: number, read: () => number, missing: number): number => (version >= since ? read() : missing);
  const text = (since: number): ByteRange => (version >= since ? reader.text() : NOTHING);
  const int64 = (): number => reader.int64();

  const tid = reader.int64();
  const pid = reader.int64();
  const ptid = reader.int64();
  const sid = from(6, int64, -1);
  const vpgid = from(8, int64, -1);
  const comm = reader.text();
  const exe = reader.text();
  const exepath = text(7);
  const args = reader.text();
  const cwd = reader.text();
  const fdLimit = reader.int64();
  const flags = reader.uint32();
  const uid = reader.uint32();
  const gid = reader.uint32();
  const resources = version >= 2 ? readResources(reader) : undefined;
  const environment = text(3);
  const vtid = from(4, int64, -1);
  const vpid = from(4, int64, -1);
  const cgroups = text(4);
  const root = text(5);
  const rest = version >= 9 ? readRest(reader) : undefined;
  return {
    tid,
    pid,
    ptid,
    sid,
    vpgid,
    comm,
    exe,
    exepath,
    args,
    cwd,
    fdLimit,
    flags,
    uid,
    gid,
    environment,
    vtid,
    vpid,
    cgroups,
    root,
    loginuid: rest?.loginuid ?? UNSET_ID,
    resources,
    execution: rest?.execution,
  };
}

function readResources(reader: ListReader): ListedResources {
  const vmSize = reader.uint32();
  const vmRss = reader.uint32();
  const vmSwap = reader.uint32();
  return { vmSize, vmRss, vmSwap, majorFaults: reader.int64(), minorFaults: reader.int64() };
}

/** What follows the root directory: each field is there as far as the entry goes. Source: facts/scap-format.md §6. */
function readRest(reader: ListReader): { loginuid: number | undefined; execution: ListedExecution } {
  const ifThere = <T>(size: number, read: () => T): T | undefined => (reader.remaining >= size ? read() : undefined);
  const bool = (): boolean | undefined => ifThere(1, () => reader.uint8() !== 0);
  const bits = (): bigint | undefined => ifThere(8, () => reader.bigUint64());
  let namespaceStart: bigint | undefined;
  let tty: number | undefined;
  if (reader.remaining > REST_BEFORE_START_TIME) {
    namespaceStart = reader.bigUint64();
    tty = reader.uint32();
  }
  const loginuid = ifThere(4, () => reader.uint32());
  const execution: ListedExecution = {
    namespaceStart,
    tty,
    isWritable: bool(),
    capInheritable: bits(),
    capPermitted: bits(),
    capEffective: bits(),
    isUpperLayer: bool(),
    inode: ifThere(8, () => reader.uint64()),
    changed: bits(),
    modified: bits(),
    isFromMemfd: bool(),
    isLowerLayer: bool(),
    pgid: ifThere(8, () => reader.int64()),
  };
  return { loginuid, execution };
}
