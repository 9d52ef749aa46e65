import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { developmentSecrets, lockHome } from './home.ts'
import { inRoot } from './root.ts'

let home: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-home-'))
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

/** A process that takes the folder, says whether it got it, and keeps it until its input ends. */
async function contender() {
  const program = `
    import { lockHome } from ${JSON.stringify(inRoot('scripts/lib/home.ts'))}
    try { lockHome(process.argv[1]); console.log('taken') } catch (error) { console.log(error.message) }
    process.stdin.resume()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, home], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { said: String(said).trim(), child }
}

it('belongs to one of several processes that start at the same time, until that one ends', async () => {
  const all = await Promise.all([contender(), contender(), contender()])
  try {
    const refusals = all.map(({ said }) => said).filter((said) => said !== 'taken')
    expect(refusals).toHaveLength(2)
    for (const refusal of refusals) expect(refusal).toContain(`Foyer already runs from ${home}`)
  } finally {
    for (const { child } of all) child.kill('SIGKILL')
    await Promise.all(all.map(({ child }) => once(child, 'exit')))
  }
  expect(lockHome(home)).toBeTypeOf('function')
})

it('keeps its keys from one start to the next, for nobody else to read', () => {
  const first = developmentSecrets(home)
  expect(developmentSecrets(home)).toEqual(first)
  expect(fs.statSync(path.join(home, 'secrets.json')).mode & 0o077).toBe(0)
})
