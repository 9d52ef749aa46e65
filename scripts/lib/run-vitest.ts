import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { inRoot } from './root.ts'

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

export interface TestCount {
  passed: number
  failed: number
  skipped: number
  ok: boolean
}

/** Runs one vitest configuration with its output shown, and counts. */
export async function runVitest(config: string, args: string[]): Promise<TestCount> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-report-'))
  const report = path.join(folder, 'report.json')
  const vitest = inRoot('node_modules/vitest/vitest.mjs')
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      '--config',
      inRoot(config),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: inRoot(), stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  try {
    const counted = reportSchema.parse(JSON.parse(fs.readFileSync(report, 'utf8')))
    return {
      passed: counted.numPassedTests,
      failed: counted.numFailedTests,
      skipped: counted.numPendingTests + counted.numTodoTests,
      ok: code === 0,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0, ok: false }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
