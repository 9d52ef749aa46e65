import { connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { listConnections } from './list-connections.ts'
import { testConnection } from './test-connection.ts'
import { watchPermissions } from './watch-permissions.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'
const DAY = 86_400_000

async function google({ userId }: { userId: string }) {
  const [row] = await world.core.db.select().from(connections).where(eq(connections.userId, userId))
  return row
}

const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

describe('a permission that was given for a time', () => {
  it('is said to end soon three days before, works until then, and is whole again after a reconnect', async () => {
    world.sandbox.google.setPermissionLifetime(7 * 86_400)
    const provider = await world.addProvider()
    const endsAt = new Date(world.core.now().getTime() + 7 * DAY)
    expect((await listConnections(provider))[0]).toMatchObject({
      status: 'connected',
      permissionEndsAt: endsAt.toISOString(),
    })
    pass(3 * DAY)
    await watchPermissions(provider)
    expect((await google(provider))?.status).toBe('connected')
    pass(1.5 * DAY)
    await watchPermissions(provider)
    expect(await google(provider)).toMatchObject({ status: 'expiring', reason: 'permission_ends_soon' })
    const { meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    // Renewing a token says how long the permission still lasts, and a test does not make it look lasting.
    expect(await testConnection(provider, { platform })).toMatchObject({
      status: 'expiring',
      permissionEndsAt: endsAt.toISOString(),
    })
    await world.connect(provider)
    expect((await google(provider))?.status).toBe('connected')
  })

  it('has expired when its time is over, which is not called revoked', async () => {
    const [watched, used] = [await world.addProvider(), await world.addProvider()]
    pass(7 * DAY)
    const { meetingId } = await world.addSession(used)
    await world.sync(meetingId)
    expect(await google(used)).toMatchObject({ status: 'expired', reason: 'permission_ended' })
    await watchPermissions(watched)
    expect(await google(watched)).toMatchObject({ status: 'expired', reason: 'permission_ended' })
    world.sandbox.google.setPermissionLifetime(null)
    expect(await world.connect(watched)).toMatchObject({ outcome: 'connected' })
    expect((await listConnections(watched))[0]).toMatchObject({ status: 'connected', permissionEndsAt: null })
  })
})
