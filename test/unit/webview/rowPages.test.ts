import { describe, expect, it } from 'vitest';
import { PAGE_ROWS, PAGES_KEPT, RowPages } from '../../../webview/ui/rowPages';
import type { RowSource } from '../../../webview/ui/rowSource';

interface Asked {
  readonly from: number;
  readonly signal: AbortSignal;
  readonly answer: (count?: number) => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** A source of numbers whose answers the test gives by hand. */
class HandSource implements RowSource<number> {
  readonly asked: Asked[] = [];
  constructor(public count: number) {}

  fetch(from: number, count: number, signal: AbortSignal): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        from,
        signal,
        answer: async (given = Math.min(count, this.count - from)) => {
          resolve(Array.from({ length: given }, (_, index) => from + index));
          await Promise.resolve();
        },
        fail: async () => {
          reject(new Error('no'));
          await Promise.resolve();
          await Promise.resolve();
        },
      });
    });
  }

  get pages(): readonly number[] {
    return this.asked.map(({ from }) => from / PAGE_ROWS);
  }
}

function open(count: number): {
  readonly source: HandSource;
  readonly pages: RowPages<number>;
  readonly failures: unknown[];
  tick: (milliseconds: number) => void;
} {
  const source = new HandSource(count);
  const failures: unknown[] = [];
  let time = 0;
  const pages = new RowPages<number>(source, {
    onArrive: () => undefined,
    onFailure: (error) => failures.push(error),
    now: () => time,
  });
  return {
    source,
    pages,
    failures,
    tick: (milliseconds) => {
      time += milliseconds;
    },
  };
}

describe('RowPages', () => {
  it('asks for the pages in view, and for those next to them only when these are there', async () => {
    const { source, pages } = open(10_000);
    const view = { first: 550, last: 620 };
    pages.want([view]);
    expect(source.pages).toEqual([5, 6]);
    for (const { answer } of source.asked) await answer();
    pages.want([view]);
    expect(source.pages).toEqual([5, 6, 7, 4]);
  });

  it('asks for nothing before the first row or behind the last', () => {
    const { source, pages } = open(120);
    pages.want([{ first: 0, last: 119 }]);
    expect(source.pages).toEqual([0, 1]);
  });

  it('has a row as soon as its page is there, and not before', async () => {
    const { source, pages } = open(1000);
    pages.want([{ first: 0, last: 30 }]);
    expect(pages.row(7)).toBeUndefined();
    expect(pages.holds({ first: 0, last: 30 })).toBe(false);
    await source.asked[0].answer();
    expect(pages.row(7)).toBe(7);
    expect(pages.holds({ first: 0, last: 30 })).toBe(true);
    expect(pages.holds({ first: 90, last: 110 })).toBe(false);
  });

  it('aborts what is no longer wanted, and asks once for what still is', () => {
    const { source, pages } = open(100_000);
    pages.want([{ first: 0, last: 30 }]);
    pages.want([{ first: 90, last: 120 }]);
    expect(source.asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
    pages.want([{ first: 50_000, last: 50_030 }]);
    expect(source.asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    expect(source.pages).toEqual([0, 1, 500]);
  });

  it('asks again for a page that was aborted and is wanted once more', () => {
    const { source, pages } = open(100_000);
    pages.want([{ first: 0, last: 30 }]);
    pages.want([{ first: 50_000, last: 50_030 }]);
    pages.want([{ first: 0, last: 30 }]);
    expect(source.pages.filter((page) => page === 0)).toHaveLength(2);
  });

  it('asks again for a page that has grown, and shows what it had meanwhile', async () => {
    const { source, pages } = open(40);
    pages.want([{ first: 0, last: 39 }]);
    await source.asked[0].answer();
    source.count = 60;
    pages.want([{ first: 0, last: 59 }]);
    expect(source.pages).toEqual([0, 0]);
    expect(pages.row(39)).toBe(39);
    await source.asked[1].answer();
    expect(pages.row(59)).toBe(59);
  });

  it('forgets the page that was wanted longest ago', async () => {
    const { source, pages } = open(1_000_000);
    for (let page = 0; page <= PAGES_KEPT; page++) {
      pages.want([{ first: page * PAGE_ROWS, last: page * PAGE_ROWS }]);
      for (const asked of source.asked.splice(0)) await asked.answer();
    }
    expect(pages.row(0)).toBeUndefined();
    expect(pages.row(PAGES_KEPT * PAGE_ROWS)).toBe(PAGES_KEPT * PAGE_ROWS);
  });

  it('tells of a failure, and asks again only after a while', async () => {
    const { source, pages, failures, tick } = open(50);
    pages.want([{ first: 0, last: 30 }]);
    await source.asked[0].fail();
    expect(failures).toHaveLength(1);
    pages.want([{ first: 0, last: 30 }]);
    expect(source.asked).toHaveLength(1);
    tick(1001);
    pages.want([{ first: 0, last: 30 }]);
    expect(source.asked).toHaveLength(2);
  });

  it('does not tell of an abort', async () => {
    const { source, pages, failures } = open(50);
    pages.want([{ first: 0, last: 30 }]);
    pages.close();
    await source.asked[0].fail();
    expect(failures).toHaveLength(0);
  });
});
