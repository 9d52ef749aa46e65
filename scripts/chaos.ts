import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { buildPlan } from './chaos/plan.ts'
import { type Report, toDocument, toMarkdown } from './chaos/report.ts'
import { runPlan } from './chaos/run.ts'
import { fail } from './lib/say.ts'

const HELP = `Usage: npm run chaos [-- --seed N] [--seeds N] [--sessions N] [--minutes N] [--json FILE] [--markdown]

Lets people book, move and cancel while workers are killed and frozen and everything else fails, then judges what is left.

  --seed N       the first seed; the same seed plans the same operations and faults at the same times (default 1)
  --seeds N      so many seeds, one after the other (default 1)
  --sessions N   about so many sessions (default 500)
  --minutes N    how long people and faults are at work (default: by the number of sessions)
  --json FILE    also writes the reports there
  --markdown     prints all seeds together and nothing else, as in docs/reliability.md

Exit codes: 0 no violation, 1 a violation, 2 the command line is wrong.
`

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '1' },
  sessions: { type: 'string', default: '500' },
  minutes: { type: 'string' },
  json: { type: 'string' },
  markdown: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function readFlags() {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

function wrong(message: string): never {
  process.stderr.write(`chaos: ${message}\n\n${HELP}`)
  process.exit(2)
}

function toNumber(name: string, text: string): number {
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : wrong(`--${name} has to be a number above 0`)
}

async function main(): Promise<void> {
  const flags = readFlags()
  if (flags.help) {
    process.stdout.write(HELP)
    return
  }
  const first = toNumber('seed', flags.seed)
  const count = toNumber('seeds', flags.seeds)
  const sessions = Math.max(10, Math.round(toNumber('sessions', flags.sessions)))
  const minutes = flags.minutes === undefined ? undefined : toNumber('minutes', flags.minutes)
  const reports: Report[] = []
  for (let index = 0; index < count; index += 1) {
    const report = await runPlan(buildPlan({ seed: first + index, sessions, minutes }))
    reports.push(report)
    if (!flags.markdown) process.stdout.write(`${toMarkdown(report)}\n`)
    if (flags.json) fs.writeFileSync(flags.json, JSON.stringify(reports, null, 2))
  }
  if (flags.markdown || count > 1) process.stdout.write(`${toDocument(reports)}\n`)
  process.exitCode = reports.some(({ violations }) => violations > 0) ? 1 : 0
}

try {
  await main()
} catch (error) {
  fail(`The run broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
}
