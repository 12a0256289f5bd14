import type { FdTableId, FdVersion, TextId } from '../base/brands';
import { type FdEntry, FdKind } from '../capture/fdList';
import type { ByteRange } from '../capture/listReader';
import type { ProcessEntry } from '../capture/processList';
import { isBound, Role } from './fdVersions';
import { CloneFlag } from './rules/processRules';
import { SocketTuple } from './socketTuple';
import type { StateMachine } from './stateMachine';

const SLASH = 0x2f;

/**
 * Builds the state that a capture begins with, from its process and fd lists: each entry as it is read, and `finish` before
 * the first event. All of it is true from the row that `begin` was given.
 */
export class InitialState {
  private readonly tableOf = new Map<number, FdTableId>();
  private readonly connections: FdVersion[] = [];
  private readonly listening = new Set<number>();
  private bytes: Uint8Array = new Uint8Array(0);
  private row = 0;
  private readonly pair = new SocketTuple();

  constructor(private readonly state: StateMachine) {}

  /** A capture begins; its lists describe what is true at `row`. */
  begin(row: number): void {
    this.row = row;
    this.tableOf.clear();
    this.connections.length = 0;
    this.listening.clear();
  }

  /** The bytes that the ranges of the following entries point into. */
  list(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  process(entry: ProcessEntry): void {
    const { state } = this;
    state.tables.listed.add(entry.tid, this.row, entry);
    const cgroups = this.text(entry.cgroups);
    const shares = entry.tid !== entry.pid && (entry.flags & CloneFlag.FILES) !== 0;
    state.threads.add(
      {
        tid: entry.tid,
        pid: entry.pid,
        ptid: entry.ptid,
        vtid: entry.vtid,
        vpid: entry.vpid,
        sid: entry.sid,
        vpgid: entry.vpgid,
        comm: this.text(entry.comm),
        exe: this.text(entry.exe),
        exepath: this.text(entry.exepath),
        args: this.text(entry.args),
        cwd: this.directory(entry.cwd),
        environment: this.text(entry.environment),
        root: this.text(entry.root),
        cgroups,
        container: state.container(cgroups),
        uid: entry.uid,
        gid: entry.gid,
        loginuid: entry.loginuid,
        fdLimit: entry.fdLimit,
        flags: entry.flags,
        fdTable: this.table(shares ? entry.pid : entry.tid),
        cloneRow: -1,
      },
      this.row,
    );
  }

  fd(tid: number, entry: FdEntry): void {
    const { fds } = this.state.tables;
    const facts = this.state.fdOpener.factsOf(this.bytes, entry);
    const version = fds.open(this.state.threads.find(tid)?.table ?? this.table(tid), entry.number, facts, this.row);
    if (isBound(facts.kind)) this.listening.add(entry.sourcePort);
    else if (facts.kind === FdKind.IPV4) this.connections.push(version);
  }

  /** All lists are read: connections on a listening port are a server's, and show their client first. */
  finish(): void {
    const { fds, tuples } = this.state.tables;
    for (const version of this.connections) {
      const bytes = tuples.bytes(fds.get(version, 'tuple'));
      this.pair.readTuple(bytes, 0, bytes.length);
      const isServer = this.listening.has(this.pair.sourcePort);
      fds.set(version, 'role', isServer ? Role.SERVER : Role.CLIENT);
      if (!isServer) continue;
      this.pair.swap();
      const swapped = tuples.intern(this.pair.encoded, 0, this.pair.encode());
      fds.set(version, 'tuple', swapped);
      fds.set(version, 'name', swapped);
    }
    this.connections.length = 0;
  }

  private table(tid: number): FdTableId {
    let table = this.tableOf.get(tid);
    if (table === undefined) {
      table = this.state.tables.fds.createTable();
      this.tableOf.set(tid, table);
    }
    return table;
  }

  private text(range: ByteRange): TextId {
    return this.state.tables.texts.intern(this.bytes, range.start, range.end);
  }

  /** A working directory is kept with its closing slash. */
  private directory(range: ByteRange): TextId {
    if (range.start === range.end || this.bytes[range.end - 1] === SLASH) return this.text(range);
    const path = new Uint8Array(range.end - range.start + 1);
    path.set(this.bytes.subarray(range.start, range.end));
    path[path.length - 1] = SLASH;
    return this.state.tables.texts.intern(path, 0, path.length);
  }
}
