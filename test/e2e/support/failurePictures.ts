import type { Page } from 'playwright-core';
import { afterEach, type RunnerTask } from 'vitest';
import { screenshot } from './artifacts';

/** Leaves a picture of the window where a test has failed. */
export async function pictureFailure(page: Page | undefined, task: Readonly<RunnerTask>): Promise<void> {
  if (page && task.result?.state === 'fail') {
    // A window that is gone has no picture: what failed is said all the same.
    await screenshot(page, `failed: ${task.name}`.replace(/\W+/g, '-')).catch(() => undefined);
  }
}

/** Does so after each test of a file. `page` gives its window, which is opened later. */
export function pictureFailures(page: () => Page | undefined): void {
  afterEach(({ task }) => pictureFailure(page(), task));
}
