import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { RunPlan } from './run-as.ts'

/** Left in a data folder once it is complete, so that a half-made one is told from a whole one. */
const DONE = 'foyer-complete'

export const environment = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C', SystemRoot: process.env.SystemRoot }

/** Makes the data folder when it is not there or was left half-made; says whether it did. Throws with initdb's words. */
export function initCluster(plan: RunPlan, password: string | undefined): boolean {
  if (fs.existsSync(path.join(plan.dataDir, DONE))) return false
  fs.rmSync(plan.dataDir, { recursive: true, force: true })
  fs.mkdirSync(path.dirname(plan.dataDir), { recursive: true })
  fs.mkdirSync(plan.dataDir, { mode: 0o700 })
  if (plan.owner) fs.chownSync(plan.dataDir, plan.owner.uid, plan.owner.gid)
  const secret = password === undefined ? undefined : writePassword(plan, password)
  try {
    const access = secret ? ['-A', 'scram-sha-256', `--pwfile=${secret}`] : ['-A', 'trust']
    const place = [`--pgdata=${plan.dataDir}`, '--username=postgres', '--no-sync', '--no-instructions']
    // Nothing depends on the languages that this machine knows.
    const language = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const [command, args] = plan.command('initdb', [...place, ...language, ...access])
    const result = spawnSync(command, args, { ...plan.owner, env: environment, cwd: plan.dataDir, encoding: 'utf8' })
    if (result.status !== 0)
      throw new Error(`PostgreSQL could not be set up: ${result.error?.message ?? result.stderr}`)
  } finally {
    if (secret) fs.rmSync(path.dirname(secret), { recursive: true, force: true })
  }
  fs.writeFileSync(path.join(plan.dataDir, DONE), '')
  return true
}

function writePassword(plan: RunPlan, password: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-init-'))
  const file = path.join(folder, 'password')
  fs.writeFileSync(file, password, { mode: 0o600 })
  if (plan.owner) for (const place of [folder, file]) fs.chownSync(place, plan.owner.uid, plan.owner.gid)
  return file
}
