import { connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { findSecret, openToken } from '../connections/secrets.ts'
import { actAs, SYSTEM } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { openWorkers } from '../testing/open-workers.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeEach(async () => {
  await world?.[Symbol.asyncDispose]()
  world = await openMeetingWorld({}, ['zoom'])
})
afterAll(() => world[Symbol.asyncDispose]())

const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

async function addConnected() {
  const provider = await world.addProvider({ isConnected: false })
  await world.connect(provider, undefined, 'zoom')
  return provider
}
type Provider = Awaited<ReturnType<typeof addConnected>>

const refreshes = (provider: Provider) => world.countCalls('zoom.token.refresh', provider)
const connectionOf = async ({ userId }: Provider) =>
  onlyRow(await world.core.db.select().from(connections).where(eq(connections.userId, userId)))

async function storedRefreshToken(provider: Provider): Promise<string> {
  const { id } = await connectionOf(provider)
  const secret = await findSecret(world.core.db, id)
  return openToken(provider, id, 'refresh_token', secret?.refreshToken ?? '')
}

describe('a refresh token that is good for one use, and whose second use ends the permission', () => {
  it('is used once by 20 workers that find the access token run out, and the last one given is the one stored', async () => {
    const provider = await addConnected()
    const first = await storedRefreshToken(provider)
    const batch = await Promise.all(Array.from({ length: 20 }, () => world.addSession(provider, 'zoom')))
    await using opened = await openWorkers(world, 20)
    world.sandbox.faults.add({ operation: 'zoom.token.refresh', account: provider.email, kind: 'delay', ms: 60 })
    pass(2 * 3_600_000)
    await Promise.all(
      opened.workers.map((worker, index) =>
        syncMeeting(actAs(worker, SYSTEM), { meetingId: batch[index]?.meetingId ?? '', providerId: provider.userId }),
      ),
    )
    const made = await Promise.all(batch.map(({ meetingId }) => world.meeting(meetingId)))
    expect(made.map(({ status }) => status)).toEqual(batch.map(() => 'ready'))
    expect(refreshes(provider)).toBe(1)
    const last = await storedRefreshToken(provider)
    expect(last).not.toBe(first)
    expect(world.sandbox.zoom.liveRefreshTokens(provider.email)).toEqual([last])

    // The family is alive: the next run-out is met with the token that was stored.
    pass(2 * 3_600_000)
    const [startsAt, endsAt] = [new Date('2026-12-01T10:00:00Z'), new Date('2026-12-01T10:30:00Z')]
    await world.changeSession(batch[0]?.sessionId ?? '', { startsAt, endsAt })
    await settle(world)
    expect(world.sandbox.zoom.liveRefreshTokens(provider.email)).toEqual([await storedRefreshToken(provider)])
    expect(await connectionOf(provider)).toMatchObject({ status: 'connected', reason: null })
  })

  it('is tried again when the answer to a renewal was lost, for as long as Zoom takes the one before', async () => {
    const provider = await addConnected()
    world.sandbox.zoom.setRefreshGrace(60)
    const { meetingId } = await world.addSession(provider, 'zoom')
    world.sandbox.faults.add({ operation: 'zoom.token.refresh', account: provider.email, kind: 'drop_after' })
    pass(2 * 3_600_000)
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'pending', reason: 'platform_unreachable' })
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
    expect(refreshes(provider)).toBe(2)
    expect(world.sandbox.zoom.liveRefreshTokens(provider.email)).toContain(await storedRefreshToken(provider))
    expect((await connectionOf(provider)).status).toBe('connected')
  })

  it('asks for a new connection, once, where Zoom no longer takes the one before', async () => {
    const provider = await addConnected()
    const { meetingId } = await world.addSession(provider, 'zoom')
    world.sandbox.faults.add({ operation: 'zoom.token.refresh', account: provider.email, kind: 'drop_after' })
    pass(2 * 3_600_000)
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'blocked', reason: 'connection_lost' })
    expect(await connectionOf(provider)).toMatchObject({ status: 'revoked', reason: 'invalid_grant' })
    expect(refreshes(provider)).toBe(2)

    expect(await world.connect(provider, undefined, 'zoom')).toMatchObject({ outcome: 'connected', repaired: 1 })
    await settle(world)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
  })
})
