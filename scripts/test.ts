import { runVitest, type TestCount } from './lib/run-vitest.ts'

/** The browser tests run after the others, so that a busy machine slows none of them down. */
const CONFIGS = ['vitest.config.ts', 'tests/e2e/vitest.config.ts']

const args = process.argv.slice(2)
const counts: TestCount[] = []
for (const config of CONFIGS) counts.push(await runVitest(config, args))
const sum = (of: (count: TestCount) => number) => counts.reduce((total, count) => total + of(count), 0)
const isGreen = counts.every(({ ok }) => ok) && sum(({ passed }) => passed) > 0
const failed = Math.max(
  sum((count) => count.failed),
  isGreen ? 0 : 1,
)
process.stdout.write(
  `\n${sum(({ passed }) => passed)} passed, ${failed} failed, ${sum(({ skipped }) => skipped)} skipped\n`,
)
process.exit(isGreen ? 0 : 1)
