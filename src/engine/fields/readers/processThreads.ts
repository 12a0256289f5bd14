import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { EVENT_TYPES } from '../../capture/eventTable';
import type { Trace } from '../../trace/trace';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';

/** 1 for the ends of threads. */
const ENDING = Uint8Array.from(EVENT_TYPES, ({ name }) => (name === 'procexit' ? 1 : 0));

const ends = perTrace((trace) => new RowIndex(trace, ENDING, threadKey));

/** Which tids each process ever had. */
class ProcessThreads {
  private readonly tids = new Map<number, Set<number>>();
  private done = 1;

  constructor(private readonly trace: Trace) {}

  /** The tids of a process's threads that live on after a row; of one that nobody saw beginning only the one is known. */
  living(version: ThreadVersion, row: EventRow): number[] {
    this.advance();
    const { threads } = this.trace;
    const pid = threads.get(version, 'pid');
    if (pid < 0) return [threads.get(version, 'tid')];
    return [...(this.tids.get(pid) ?? [])].filter((tid) => {
      const living = threads.at(tid, row);
      return living !== NO_THREAD && threads.get(living, 'pid') === pid && !this.hasEnded(living, row);
    });
  }

  /** A main thread is kept until its process has no other, and each until the event after its end. */
  private hasEnded(version: ThreadVersion, row: EventRow): boolean {
    const { threads } = this.trace;
    const end = ends(this.trace).lastUntil(threads.get(version, 'tid'), row);
    return end !== undefined && end >= threads.get(version, 'cloneRow');
  }

  private advance(): void {
    const { threads } = this.trace;
    for (; this.done < threads.length; this.done++) {
      const version = this.done as ThreadVersion;
      const pid = threads.get(version, 'pid');
      const tids = this.tids.get(pid) ?? new Set<number>();
      tids.add(threads.get(version, 'tid'));
      this.tids.set(pid, tids);
    }
  }
}

const processThreads = perTrace((trace) => new ProcessThreads(trace));

/** How many threads a thread's process has at a row, those that end with it apart; at least 1. */
export function threadCount(trace: Trace, version: ThreadVersion, row: EventRow): number {
  return Math.max(1, processThreads(trace).living(version, row).length);
}

/** How many of them are not the main thread. */
export function childThreadCount(trace: Trace, version: ThreadVersion, row: EventRow): number {
  const pid = trace.threads.get(version, 'pid');
  if (pid < 0) return 0;
  return processThreads(trace)
    .living(version, row)
    .filter((tid) => tid !== pid).length;
}
