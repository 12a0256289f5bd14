import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** One project for each folder of tests; `npm run unit` and its like run one of them. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: minute } },
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 2 * minute } },
      { test: { name: 'remote', include: ['test/remote/*.test.ts'], testTimeout: minute, hookTimeout: minute } },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 30 * minute } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          globalSetup: ['test/e2e/support/setup.ts'],
          // One workbench at a time: each takes a server, an extension host and a browser.
          poolOptions: { forks: { singleFork: true } },
          testTimeout: 2 * minute,
          hookTimeout: 3 * minute,
        },
      },
    ],
  },
});
