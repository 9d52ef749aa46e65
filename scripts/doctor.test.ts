import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sealTokens } from '@foyer/core/connections/secrets'
import { openTestCore, type TestCore } from '@foyer/core/testing/test-core'
import { startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import { connectionSecrets, connections } from '@foyer/db/schema'
import type { Diagnosis } from '@foyer/shared/doctor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { developmentSecrets } from './lib/home.ts'
import { inRoot } from './lib/root.ts'

const KEYS = `test:${'07'.repeat(32)}`

interface Answer {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command with nothing of this machine's environment in it. */
async function doctor(env: Record<string, string>, ...args: string[]): Promise<Answer> {
  const options = { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', timeout: 20_000 } as const
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(process.execPath, [inRoot('scripts/doctor.ts'), ...args], options)),
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)
      return { code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) }
    throw error
  }
}

let world: TestCore
let provider: Awaited<ReturnType<TestCore['addUser']>>
beforeAll(async () => {
  world = await openTestCore()
  provider = await world.addUser('provider')
  const connection = {
    userId: provider.userId,
    platform: 'google_meet',
    status: 'revoked',
    reason: 'invalid_grant',
  } as const
  const [row] = await world.core.db.insert(connections).values(connection).returning()
  const connectionId = row?.id ?? ''
  const tokens = {
    accessToken: 'canary-access',
    refreshToken: 'canary-refresh',
    expiresAt: new Date(),
    permissionEndsAt: null,
    scopes: [],
  }
  const sealed = sealTokens(provider, connectionId, tokens)
  await world.core.db.insert(connectionSecrets).values({ connectionId, ...sealed })
})
afterAll(() => world[Symbol.asyncDispose]())

const environment = () => ({ DATABASE_URL: world.databaseUrl, ENCRYPTION_KEYS: KEYS })

it('tells people what is wrong, who acts and how, most urgent first', async () => {
  const { code, stdout, stderr } = await doctor(environment())
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/^\d+ things need somebody\.\n\nNeeds somebody\n/)
  expect(stdout).toContain(`Google Meet of ${provider.email}: revoked (invalid_grant) since`)
  expect(stdout).toContain('The provider: Connect Google Meet again')
  expect(stdout.indexOf('Needs somebody')).toBeLessThan(stdout.indexOf('\nWell\n'))
})

it('prints one JSON document for programs, of one provider where asked, and never a token', async () => {
  const { code, stdout, stderr } = await doctor(environment(), '--json', '--provider', provider.email)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const diagnosis: Diagnosis = JSON.parse(stdout)
  expect(diagnosis).toMatchObject({ provider: provider.email, allWell: false })
  expect(diagnosis.findings.map(({ what }) => what)).toContain(
    '2 stored tokens under the key "test" (the first one); all can be opened.',
  )
  expect(stdout).not.toContain('canary')
  expect(stdout).not.toContain(KEYS.slice(5))
})

it('says so when the database does not answer', async () => {
  const { code, stdout } = await doctor({ DATABASE_URL: 'postgres://127.0.0.1:1/none', ENCRYPTION_KEYS: KEYS })
  expect(code).toBe(1)
  expect(stdout).toContain('nothing answers at DATABASE_URL')
})

it.each<[string, string[], Record<string, string>]>([
  ['an unknown flag', ['--jsonn'], {}],
  ['somebody who is no provider', ['--provider', 'nobody@foyer.test'], {}],
  ['a malformed key', [], { ENCRYPTION_KEYS: 'test:abc' }],
])('refuses %s', async (_, args, change) => {
  const { code, stdout, stderr } = await doctor({ ...environment(), ...change }, ...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^doctor: /)
})

it('starts the embedded database only for as long as it looks, and leaves a running one alone', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-doctor-'))
  fs.chmodSync(home, 0o755)
  const lockFile = path.join(home, 'postgres/postmaster.pid')
  try {
    expect(await doctor({ FOYER_HOME: home })).toMatchObject({ code: 2, stderr: expect.stringContaining('npm start') })
    const { databasePassword: password } = developmentSecrets(home)
    const asleep = await doctor({ FOYER_HOME: home })
    expect(asleep).toMatchObject({ code: 1, stdout: expect.stringContaining('The tables lack'), stderr: '' })
    expect(fs.existsSync(lockFile)).toBe(false)
    const running = await startEmbeddedPostgres({ dataDir: path.join(home, 'postgres'), password, durable: false })
    try {
      expect(await doctor({ FOYER_HOME: home })).toMatchObject({ code: 1, stderr: '' })
      expect(fs.existsSync(lockFile)).toBe(true)
    } finally {
      await running.stop()
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
})
