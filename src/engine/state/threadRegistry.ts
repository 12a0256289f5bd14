import type { TextId } from '../base/brands';
import type { FdVersions } from './fdVersions';
import { KeptArguments } from './keptArguments';
import { LiveThread } from './liveThread';
import type { StateTables } from './stateTables';
import { type ThreadFacts, type ThreadVersions, UNKNOWN_NAME, unknownThread } from './threadVersions';

/** Power of two. */
const RECENT = 1024;

/** The threads that live at the present event, by tid; every change it makes becomes a new version. */
export class ThreadRegistry {
  private readonly threads: ThreadVersions;
  private readonly fds: FdVersions;
  /** The dictionary's id of `<NA>`, the name of threads that were never seen beginning. */
  readonly unknownName: TextId;
  private readonly live = new Map<number, LiveThread>();
  /** How many living threads each process has. */
  private readonly threadsOf = new Map<number, number>();
  /** Processes by their parent's pid. */
  private readonly childrenOf = new Map<number, Set<LiveThread>>();
  /** The thread of the last look-up with these low bits of its tid: most events are of one of the threads before. */
  private readonly recent: (LiveThread | undefined)[] = new Array(RECENT).fill(undefined);
  /** The same of tids that nobody has: those of idle CPUs, say, which are looked up again and again. */
  private readonly absent = new Float64Array(RECENT).fill(Number.NaN);
  private readonly copies = new KeptArguments();

  constructor(tables: StateTables) {
    this.threads = tables.threads;
    this.fds = tables.fds;
    this.unknownName = tables.texts.internText(UNKNOWN_NAME);
  }

  /** Forgets everybody, from `row` on. */
  clear(row: number): void {
    for (const { version } of this.live.values()) this.threads.remove(version, row);
    this.live.clear();
    this.threadsOf.clear();
    this.childrenOf.clear();
    this.recent.fill(undefined);
  }

  /** The living thread of a tid. */
  find(tid: number): LiveThread | undefined {
    const recent = this.recent[tid & (RECENT - 1)];
    return recent !== undefined && recent.tid === tid ? recent : this.findAmongAll(tid);
  }

  private findAmongAll(tid: number): LiveThread | undefined {
    const at = tid & (RECENT - 1);
    if (this.absent[at] === tid) return undefined;
    const live = this.live.get(tid);
    if (live) this.recent[at] = live;
    else this.absent[at] = tid;
    return live;
  }

  /** The main thread of a thread's process, or the thread itself where that is not known. */
  mainOf(live: LiveThread): LiveThread {
    return live.pid === live.tid ? live : (this.live.get(live.pid) ?? live);
  }

  add(facts: Readonly<ThreadFacts>, row: number): LiveThread {
    const version = this.threads.create(facts, row);
    const live = new LiveThread(facts.tid, facts.pid, version, facts.fdTable, this.copies);
    this.live.set(facts.tid, live);
    this.threadsOf.set(facts.pid, (this.threadsOf.get(facts.pid) ?? 0) + 1);
    this.recent[facts.tid & (RECENT - 1)] = live;
    this.absent[facts.tid & (RECENT - 1)] = Number.NaN;
    if (facts.tid === facts.pid) this.addChild(facts.ptid, live);
    return live;
  }

  addUnknown(tid: number, row: number): LiveThread {
    return this.add(unknownThread(tid, this.unknownName, this.fds.createTable()), row);
  }

  /** A thread ends: it is gone from the next event on, but a main thread stays as long as its process has others. */
  exit(live: LiveThread, row: number): void {
    live.exited = true;
    const others = (this.threadsOf.get(live.pid) ?? 1) - 1;
    if (live.pid === live.tid && others > 0) return;
    this.remove(live, row);
    const main = this.live.get(live.pid);
    if (main?.exited && others === 1) this.remove(main, row);
  }

  /** The thread is gone from the event after `row` on. */
  remove(live: LiveThread, row: number): void {
    this.threads.remove(live.version, row + 1);
    this.live.delete(live.tid);
    this.threadsOf.set(live.pid, (this.threadsOf.get(live.pid) ?? 1) - 1);
    this.childrenOf.get(this.threads.get(live.version, 'ptid'))?.delete(live);
    if (this.recent[live.tid & (RECENT - 1)] === live) this.recent[live.tid & (RECENT - 1)] = undefined;
  }

  /** Changes one fact of a thread from `row` on. */
  change<F extends keyof ThreadFacts>(live: LiveThread, row: number, field: F, value: ThreadFacts[F]): void {
    const { threads } = this;
    if (threads.get(live.version, field) === value) return;
    live.version = threads.change(live.version, row);
    threads.set(live.version, field, value);
  }

  /** It became known which process a thread belongs to. */
  changePid(live: LiveThread, row: number, pid: number): void {
    this.change(live, row, 'pid', pid);
    this.threadsOf.set(live.pid, (this.threadsOf.get(live.pid) ?? 1) - 1);
    this.threadsOf.set(pid, (this.threadsOf.get(pid) ?? 0) + 1);
    live.pid = pid;
  }

  /** The thread's program was replaced: its process has no other threads from `row` on. */
  leaveAlone(live: LiveThread, row: number): void {
    if ((this.threadsOf.get(live.pid) ?? 0) <= 1) return;
    for (const other of [...this.live.values()]) {
      if (other !== live && other.pid === live.pid && other.tid !== other.pid) this.remove(other, row - 1);
    }
  }

  /** The children of a process that ends get another parent from `row` on. */
  adoptChildren(live: LiveThread, parent: number, row: number): void {
    const children = this.childrenOf.get(live.pid);
    this.childrenOf.delete(live.pid);
    for (const child of children ?? []) {
      if (this.live.get(child.tid) !== child) continue;
      this.change(child, row, 'ptid', parent);
      this.addChild(parent, child);
    }
  }

  private addChild(parent: number, child: LiveThread): void {
    const children = this.childrenOf.get(parent);
    if (children) children.add(child);
    else this.childrenOf.set(parent, new Set([child]));
  }
}
