import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import { perTrace } from './memo';

/** Which tids each process ever had. */
class ProcessThreads {
  private readonly tids = new Map<number, Set<number>>();
  private done = 1;

  constructor(private readonly trace: Trace) {}

  /** How many threads a process has at a row; of one that nobody saw beginning only the one is known. */
  count(version: ThreadVersion, row: EventRow): number {
    this.advance();
    const { threads } = this.trace;
    const pid = threads.get(version, 'pid');
    if (pid < 0) return 1;
    let count = 0;
    for (const tid of this.tids.get(pid) ?? []) {
      const living = threads.at(tid, row);
      if (living !== NO_THREAD && threads.get(living, 'pid') === pid) count++;
    }
    return Math.max(1, count);
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

/** How many threads a thread's process has at a row; at least 1. */
export function threadCount(trace: Trace, version: ThreadVersion, row: EventRow): number {
  return processThreads(trace).count(version, row);
}
