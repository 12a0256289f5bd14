import type { ListedResources } from '../capture/processList';

interface Listed {
  readonly row: number;
  readonly resources: ListedResources;
}

/**
 * What the process lists of a capture say of the memory and page faults of threads. Events say it again and again later;
 * this is what was true before them.
 */
export class ListedThreads {
  private readonly byTid = new Map<number, Listed[]>();

  /** A list that is true from `row` on says this of a thread. */
  add(tid: number, row: number, resources: ListedResources): void {
    const listed = this.byTid.get(tid);
    if (listed) listed.push({ row, resources });
    else this.byTid.set(tid, [{ row, resources }]);
  }

  /** What the last list before `row` says of a thread; undefined where it says nothing. */
  at(tid: number, row: number): ListedResources | undefined {
    return this.byTid.get(tid)?.findLast((listed) => listed.row <= row)?.resources;
  }
}
