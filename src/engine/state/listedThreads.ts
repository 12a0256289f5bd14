import type { EventRow } from '../base/brands';
import { Horizon } from '../base/horizon';
import { lastUntil } from '../base/lastUntil';
import type { ListedExecution, ListedResources } from '../capture/processList';

/** What a process list says of a thread that is not kept in its versions. */
export interface ListedFacts {
  readonly resources: ListedResources | undefined;
  readonly execution: ListedExecution | undefined;
}

/**
 * What the process lists of a capture say of the memory and page faults of threads, and of what their programs were started
 * with. Events say it again and again later; this is what was true before them.
 */
export class ListedThreads {
  private readonly byTid = new Map<number, (ListedFacts & { readonly row: EventRow })[]>();

  /** What is looked up lowers the horizon to where another list begins. */
  constructor(private readonly horizon = new Horizon()) {}

  /** A list that is true from `row` on says this of a thread. */
  add(tid: number, row: number, { resources, execution }: ListedFacts): void {
    const facts = { row: row as EventRow, resources, execution };
    const listed = this.byTid.get(tid);
    if (listed) listed.push(facts);
    else this.byTid.set(tid, [facts]);
  }

  /** What the last list before `row` says of a thread, and from which row on; undefined where it is in none. */
  at(tid: number, row: number): (ListedFacts & { readonly row: EventRow }) | undefined {
    return lastUntil(this.byTid.get(tid), row, this.horizon);
  }
}
