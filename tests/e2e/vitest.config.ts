import { defineConfig } from 'vitest/config'

/** One Foyer and one browser for all files, which follow each other: a busy machine must not make a test fail. */
export default defineConfig({
  test: {
    include: ['tests/e2e/*.test.ts'],
    globalSetup: ['tests/e2e/src/global-setup.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    maxConcurrency: 6,
    testTimeout: 45_000,
    hookTimeout: 60_000,
    retry: 0,
  },
})
