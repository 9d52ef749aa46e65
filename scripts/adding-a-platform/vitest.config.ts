import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** What is played in the tree that was built from the document. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['scripts/adding-a-platform/*.play.ts'],
    globalSetup: ['packages/core/src/testing/global-setup.ts'],
    maxWorkers: 2,
  },
})
