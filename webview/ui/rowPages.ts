import type { RowSource } from './rowSource';
import type { RowRange } from './scrollGeometry';

/** Rows in one page: one request, one unit of forgetting. */
export const PAGE_ROWS = 100;
/** Pages kept. 80 pages are 8,000 rows: a few megabytes, and minutes of reading up and down without a request. */
export const PAGES_KEPT = 80;
/** Wait before a page whose request failed is asked for again, in milliseconds. */
const RETRY_AFTER = 1000;

export interface RowPagesOptions {
  /** Called after rows came in. */
  readonly onArrive: (range: RowRange) => void;
  /** Called when a request failed for another reason than an abort. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds on any steady clock; for tests. */
  readonly now?: () => number;
}

/**
 * The rows of one source that are at hand: pages, least recently wanted forgotten first. Only pages that are wanted now
 * are under way; requests for others are aborted, so that a fast scroll never queues up what nobody will see.
 */
export class RowPages<Row> {
  /** In order of last use, oldest first (a Map keeps insertion order). */
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly underWay = new Map<number, AbortController>();
  private readonly failedAt = new Map<number, number>();
  private readonly now: () => number;

  constructor(
    private readonly source: RowSource<Row>,
    private readonly options: RowPagesOptions,
  ) {
    this.now = options.now ?? ((): number => performance.now());
  }

  /** The row at an index, if it is at hand. */
  row(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Whether every row of a range is at hand. */
  holds(range: RowRange): boolean {
    for (let page = Math.floor(range.first / PAGE_ROWS); page * PAGE_ROWS <= range.last; page++) {
      const needed = Math.min(PAGE_ROWS, range.last + 1 - page * PAGE_ROWS);
      if ((this.pages.get(page)?.length ?? 0) < needed) return false;
    }
    return true;
  }

  /**
   * Says which rows are wanted: those of the ranges, in their order, and once the first range is at hand, the pages next
   * to it: a list that is dragged asks for nothing but what it shows. Everything else that is under way is aborted.
   */
  want(ranges: readonly RowRange[]): void {
    const wanted = this.wantedPages(ranges);
    for (const [page, controller] of this.underWay) {
      if (wanted.has(page)) continue;
      this.underWay.delete(page);
      controller.abort();
    }
    for (const page of wanted) this.request(page);
  }

  /** Aborts all requests; rows at hand stay. */
  close(): void {
    for (const controller of this.underWay.values()) controller.abort();
    this.underWay.clear();
  }

  private wantedPages(ranges: readonly RowRange[]): Set<number> {
    const wanted = new Set<number>();
    const lastPage = Math.floor((this.source.count - 1) / PAGE_ROWS);
    const add = (page: number): void => {
      if (page >= 0 && page <= lastPage) wanted.add(page);
    };
    for (const range of ranges) {
      for (let page = Math.floor(range.first / PAGE_ROWS); page <= Math.floor(range.last / PAGE_ROWS); page++)
        add(page);
    }
    const main = ranges[0];
    if (main && main.last >= main.first && this.holds(main)) {
      add(Math.floor(main.last / PAGE_ROWS) + 1);
      add(Math.floor(main.first / PAGE_ROWS) - 1);
    }
    return wanted;
  }

  private request(page: number): void {
    const held = this.pages.get(page);
    if (held) {
      this.pages.delete(page);
      this.pages.set(page, held);
      // The last page of a growing source is held in part: it is asked for again, and shown as it is meanwhile.
      if (held.length >= this.rowsThatExist(page)) return;
    }
    if (this.underWay.has(page)) return;
    const failedAt = this.failedAt.get(page);
    if (failedAt !== undefined && this.now() - failedAt < RETRY_AFTER) return;
    const controller = new AbortController();
    this.underWay.set(page, controller);
    this.source.fetch(page * PAGE_ROWS, PAGE_ROWS, controller.signal).then(
      (rows) => this.arrived(page, controller, rows),
      (error: unknown) => this.failed(page, controller, error),
    );
  }

  private rowsThatExist(page: number): number {
    return Math.min(PAGE_ROWS, this.source.count - page * PAGE_ROWS);
  }

  private arrived(page: number, controller: AbortController, rows: readonly Row[]): void {
    if (this.underWay.get(page) === controller) this.underWay.delete(page);
    // An answer that was overtaken by its abort is still an answer, but a closed or repeated one must not win.
    if (controller.signal.aborted) return;
    this.failedAt.delete(page);
    this.pages.delete(page);
    this.pages.set(page, rows);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= PAGES_KEPT) break;
      this.pages.delete(oldest);
    }
    this.options.onArrive({ first: page * PAGE_ROWS, last: page * PAGE_ROWS + rows.length - 1 });
  }

  private failed(page: number, controller: AbortController, error: unknown): void {
    if (this.underWay.get(page) === controller) this.underWay.delete(page);
    if (controller.signal.aborted) return;
    this.failedAt.set(page, this.now());
    this.options.onFailure(error);
  }
}
