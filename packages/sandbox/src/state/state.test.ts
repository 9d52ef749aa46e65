import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../server.ts'
import { createTestClient } from '../test-client.ts'

const account = 'provider@foyer.test'
let folder: string
let stateFile: string
let running: Sandbox[] = []

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-sandbox-'))
  stateFile = path.join(folder, 'kept', 'sandbox.json')
})
afterEach(async () => {
  for (const sandbox of running) await sandbox.close()
  running = []
  fs.rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<Sandbox> {
  const sandbox = await startSandbox({ stateFile })
  running.push(sandbox)
  return sandbox
}

async function restart(sandbox: Sandbox): Promise<Sandbox> {
  running = running.filter((other) => other !== sandbox)
  await sandbox.close()
  return start()
}

test('a restart keeps accounts, refresh tokens and events', async () => {
  const before = await start()
  before.google.addAccount({ email: 'new@gmail.test', name: 'Newly Made' })
  const tokens = await createTestClient(before).connect(account)
  const event = before.google.addEvent({ account, startsAt: '2030-01-07T09:00:00Z', endsAt: '2030-01-07T10:00:00Z' })

  const after = await restart(before)
  const client = createTestClient(after)
  expect(after.google.accounts()).toContainEqual(expect.objectContaining({ name: 'Newly Made' }))
  expect((await client.refresh(tokens.refresh_token)).status).toBe(200)
  expect((await client.events(tokens)('GET', `/${event.id}`)).status).toBe(200)
  expect(after.google.accounts().some(({ canMeet }) => !canMeet)).toBe(true)
})

test('what was taken back stays taken back after a restart', async () => {
  const before = await start()
  const tokens = await createTestClient(before).connect(account)
  before.google.revokeGrant(account)
  const after = await restart(before)
  expect((await createTestClient(after).refresh(tokens.refresh_token)).status).toBe(400)
})

test('changes are on the disk soon, so that even a crash forgets little', async () => {
  const sandbox = await start()
  const { refresh_token } = await createTestClient(sandbox).connect(account)
  await expect.poll(() => fs.existsSync(stateFile) && fs.readFileSync(stateFile, 'utf8')).toContain(refresh_token)
  expect(fs.readdirSync(path.dirname(stateFile))).toEqual(['sandbox.json'])
})

test.each([
  ['damaged', '{"version": 1, "google": {"acc'],
  ['of another version', '{"version": 0, "google": {}, "mails": []}'],
])('a file that is %s is put aside and the sandbox starts afresh', async (_what, text) => {
  fs.mkdirSync(path.dirname(stateFile), { recursive: true })
  fs.writeFileSync(stateFile, text)
  const sandbox = await start()
  expect(sandbox.google.accounts().map(({ email }) => email)).toContain(account)
  expect(fs.readFileSync(`${stateFile}.unreadable`, 'utf8')).toBe(text)
})

test('without a file a sandbox forgets everything', async () => {
  const sandbox = await startSandbox()
  running.push(sandbox)
  const tokens = await createTestClient(sandbox).connect(account)
  const other = await startSandbox()
  running.push(other)
  expect((await createTestClient(other).refresh(tokens.refresh_token)).status).toBe(400)
})
