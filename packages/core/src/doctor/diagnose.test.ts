import { openDatabase } from '@foyer/db/client'
import { connectionSecrets, connections, meetingAttempts, meetings } from '@foyer/db/schema'
import type { FindingArea } from '@foyer/shared/doctor'
import { SWEEP_NAMES } from '@foyer/shared/sweeps'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openToken } from '../connections/secrets.ts'
import { actAs, SYSTEM } from '../context.ts'
import { createKeyring } from '../security/keyring.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { diagnose } from './diagnose.ts'

let world: MeetingWorld
beforeEach(async () => {
  world = await openMeetingWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

/** What is not well in one area. */
async function troubles(area: FindingArea, provider?: Provider) {
  const { findings } = await diagnose(world.core, { providerEmail: provider?.email })
  return findings.filter((one) => one.area === area && one.severity !== 'ok')
}

async function secretOf(provider: Provider) {
  const [row] = await world.core.db
    .select({ secret: connectionSecrets })
    .from(connectionSecrets)
    .innerJoin(connections, eq(connections.id, connectionSecrets.connectionId))
    .where(eq(connections.userId, provider.userId))
  if (!row) throw new Error('There is no secret.')
  return row.secret
}

it('finds nothing in an installation in which all is well', async () => {
  // The clock of the database cannot be set, so the world goes by it.
  world.setNow(new Date())
  const provider = await world.addProvider()
  const { sessionId, meetingId } = await world.addSession(provider)
  const startsAt = new Date(Date.now() + 86_400_000)
  await world.changeSession(sessionId, { startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) })
  await world.sync(meetingId)
  for (const name of SWEEP_NAMES) await runSweep(world.core, name, async () => 0)
  const worker = openDatabase(world.databaseUrl, { applicationName: 'foyer-worker', max: 1 })
  try {
    await worker.db.execute(sql`select 1`)
    const diagnosis = await diagnose(world.core, { providerEmail: provider.email.toUpperCase() })
    expect(diagnosis.findings.filter(({ severity }) => severity !== 'ok')).toEqual([])
    expect(diagnosis.allWell).toBe(true)
  } finally {
    await worker.close()
  }
})

it('names the revoked connection, the sessions that wait for it, and the provider as the one to act', async () => {
  const provider = await world.addProvider()
  const well = await world.addProvider()
  const { meetingId, sessionId } = await world.addSession(provider)
  world.sandbox.google.revokeGrant(provider.email)
  await world.sync(meetingId)
  expect(await troubles('connections')).toMatchObject([
    { severity: 'problem', who: 'provider', provider: provider.email, what: expect.stringContaining('1 session') },
  ])
  expect(await troubles('sessions', provider)).toMatchObject([
    { severity: 'problem', who: 'provider', session: { id: sessionId }, nextStep: expect.stringContaining('Connect') },
  ])
  const other = await diagnose(world.core, { providerEmail: well.email })
  expect(JSON.stringify(other)).not.toContain(provider.email)
})

it('sends the operator to the worker when the next try of a meeting was missed', async () => {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  const longAgo = new Date(world.core.now().getTime() - 600_000)
  await world.core.db.update(meetings).set({ nextAttemptAt: longAgo }).where(eq(meetings.id, meetingId))
  await world.core.db.execute(sql`update pgboss.job set start_after = now() - interval '10 minutes'`)
  expect(await troubles('sessions')).toMatchObject([
    { who: 'operator', what: expect.stringContaining('due 10 minutes ago') },
  ])
  expect((await troubles('queue')).map(({ what }) => what)).toEqual(
    expect.arrayContaining([expect.stringMatching(/No worker/), expect.stringMatching(/due for 10 minutes/)]),
  )
})

it('knows a secret that was tampered with, and shows neither it nor what is in it', async () => {
  const provider = await world.addProvider()
  const { connectionId, accessToken, refreshToken } = await secretOf(provider)
  const ctx = actAs(world.core, SYSTEM)
  const opened = [
    openToken(ctx, connectionId, 'access_token', accessToken),
    openToken(ctx, connectionId, 'refresh_token', refreshToken ?? ''),
  ]
  // Swapping the two moves each to a place it was not sealed for.
  await world.core.db.update(connectionSecrets).set({ accessToken: refreshToken ?? '', refreshToken: accessToken })
  expect(await troubles('connections', provider)).toMatchObject([
    { severity: 'problem', who: 'provider', what: expect.stringContaining('cannot be opened') },
    { severity: 'problem', who: 'operator', what: expect.stringContaining('of which 2 cannot be opened') },
  ])
  const told = JSON.stringify(await diagnose(world.core, { providerEmail: provider.email }))
  for (const token of [...opened, accessToken, refreshToken ?? '']) expect(told).not.toContain(token)
})

it('names the key that is missing, and one that is only kept for what is old', async () => {
  const provider = await world.addProvider()
  const other: [string, Buffer] = ['other', Buffer.alloc(32, 9)]
  const without = await diagnose({ ...world.core, keyring: createKeyring(new Map([other])) })
  expect(without.findings.filter(({ what }) => what.includes('"test"'))).toMatchObject([
    { severity: 'problem', who: 'operator', provider: provider.email },
    { severity: 'problem', who: 'operator', provider: null, what: expect.stringContaining('2 stored tokens') },
  ])
  const both = createKeyring(new Map([other, ['test', Buffer.alloc(32, 7)]]))
  const rotating = await diagnose({ ...world.core, keyring: both })
  expect(rotating.findings.filter(({ what }) => what.includes('"test"'))).toMatchObject([{ severity: 'warning' }])
})

it('tells how often a platform asked a provider to slow down, for an hour', async () => {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  const minutesAgo = (minutes: number) => new Date(world.core.now().getTime() - minutes * 60_000)
  const call = { meetingId, operation: 'create', outcome: 'rate_limited', durationMs: 1 } as const
  const calls = [5, 30, 61].map((minutes) => ({ ...call, at: minutesAgo(minutes) }))
  await world.core.db.insert(meetingAttempts).values(calls)
  expect(await troubles('platforms')).toMatchObject([
    { severity: 'warning', provider: provider.email, what: expect.stringContaining('2 times in the last hour') },
  ])
})

it('looks no further where the tables are older than this version, and refuses somebody who is no provider', async () => {
  await expect(diagnose(world.core, { providerEmail: 'nobody@foyer.test' })).rejects.toMatchObject({
    code: 'provider_not_found',
  })
  await world.core.db.execute(sql`truncate drizzle.__drizzle_migrations`)
  const { findings, allWell } = await diagnose(world.core)
  expect(allWell).toBe(false)
  expect(findings.some(({ what }) => what.startsWith('The tables lack'))).toBe(true)
  expect(findings.some(({ area }) => area === 'sessions')).toBe(false)
})
