import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepRunning } from './children.ts'
import { inRoot } from './root.ts'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-children-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const CHILD = `
  const fs = require('node:fs')
  process.on('SIGTERM', () => { fs.writeFileSync(process.argv[1] + '.ended', ''); process.exit() })
  setInterval(() => {}, 1000)
  fs.appendFileSync(process.argv[1], process.pid + ' ')`

const pids = (name: string) => {
  const file = path.join(folder, name)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split(' ').map(Number) : []
}
const argsFor = (name: string) => ['--eval', CHILD, path.join(folder, name)]
const hasEnded = (name: string) => fs.existsSync(path.join(folder, `${name}.ended`))

it('starts a process again that died, and none after it was stopped', async () => {
  const child = keepRunning('A test', { args: argsFor('again'), env: process.env })
  await expect.poll(() => pids('again').length, { timeout: 10_000 }).toBe(1)
  process.kill(pids('again')[0] ?? 0, 'SIGKILL')
  expect(await child.diedEarly).toBe('A test')
  await expect.poll(() => pids('again').length, { timeout: 10_000 }).toBe(2)
  await child.stop()
  expect(hasEnded('again')).toBe(true)
  expect(pids('again')).toHaveLength(2)
})

it('leaves no process behind when the one that started it is killed', async () => {
  const program = `
    import { keepRunning } from ${JSON.stringify(inRoot('scripts/lib/children.ts'))}
    keepRunning('A test', { args: ${JSON.stringify(argsFor('leashed'))}, env: process.env })`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' })
  await expect.poll(() => pids('leashed').length, { timeout: 10_000 }).toBe(1)
  parent.kill('SIGKILL')
  await expect.poll(() => hasEnded('leashed'), { timeout: 10_000 }).toBe(true)
})
