import type { Frame, JSHandle } from 'playwright-core';

/** What was seen of the list, frame by frame. All times in milliseconds. */
export interface ListRecord {
  /** How long, at most, some row in sight was blank: without its text, or no row at all. */
  readonly longestBlank: number;
  /** From each frame to the next one. */
  readonly frames: readonly number[];
  /** From the last input to the last change of the rows in sight; 0 where none changed after it. */
  readonly settling: number;
}

interface PageSampler {
  start(): void;
  stop(): ListRecord;
}

/** Looks at the list of a capture editor in every frame that its page draws. */
export class ListSampler {
  private constructor(private readonly sampler: JSHandle<PageSampler>) {}

  static async attach(frame: Frame): Promise<ListSampler> {
    return new ListSampler(await frame.evaluateHandle(makeSampler));
  }

  /** Records from before an action until after it, and until the list has been still for some frames. */
  async record(action: () => Promise<void>): Promise<ListRecord> {
    await this.sampler.evaluate((sampler) => sampler.start());
    await action();
    return this.sampler.evaluate((sampler) => sampler.stop());
  }
}

/** Runs in the page, so it may use nothing of this file. */
function makeSampler(): PageSampler {
  const area = document.querySelector('.list-area [role=grid] .grid-rows');
  if (!area) throw new Error('The page has no list.');
  let running = false;
  let frames: number[] = [];
  let last = 0;
  let blankSince = -1;
  let longestBlank = 0;
  let seen = '';
  let changedAt = 0;
  let inputAt = 0;
  for (const type of ['keydown', 'wheel', 'pointerdown', 'pointermove', 'pointerup']) {
    window.addEventListener(
      type,
      () => {
        inputAt = performance.now();
      },
      { capture: true, passive: true },
    );
  }

  /** Numbers of the events in sight; empty where they leave any of the list's area uncovered. */
  function numbersInSight(list: Element): string {
    const { top, bottom } = list.getBoundingClientRect();
    let covered = top;
    let numbers = '';
    for (const row of list.querySelectorAll<HTMLElement>('[role=row][data-number]:not([hidden])')) {
      const box = row.getBoundingClientRect();
      if (box.bottom <= top || box.top >= bottom) continue;
      // A fraction of a pixel is the rounding of the layer's place.
      if (box.top > covered + 1) return '';
      covered = box.bottom;
      numbers += `${row.dataset.number} `;
    }
    return covered >= bottom - 1 ? numbers : '';
  }

  function look(list: Element, now: number): void {
    if (last > 0) frames.push(now - last);
    last = now;
    const numbers = numbersInSight(list);
    if (numbers === '') blankSince = blankSince < 0 ? now : blankSince;
    else blankSince = -1;
    if (numbers !== seen) changedAt = now;
    seen = numbers;
  }

  function tick(): void {
    if (!running || !area) return;
    const now = performance.now();
    // Still blank, or blank until now.
    if (blankSince >= 0) longestBlank = Math.max(longestBlank, now - blankSince);
    look(area, now);
    requestAnimationFrame(tick);
  }

  return {
    start() {
      running = true;
      frames = [];
      last = 0;
      blankSince = -1;
      longestBlank = 0;
      inputAt = 0;
      changedAt = 0;
      requestAnimationFrame(tick);
    },
    stop() {
      running = false;
      return { longestBlank, frames, settling: Math.max(0, changedAt - inputAt) };
    },
  };
}
