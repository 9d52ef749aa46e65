import { connections, notifications } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../admin/list-audit.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { askToReconnect } from './ask-to-reconnect.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const HOUR = 3_600_000

async function lose() {
  const provider = await world.addProvider()
  await world.addSession(provider)
  const change = { status: 'revoked', statusChangedAt: world.core.now() } as const
  const rows = await world.core.db
    .update(connections)
    .set(change)
    .where(eq(connections.userId, provider.userId))
    .returning({ id: connections.id })
  return { provider, id: rows[0]?.id ?? '' }
}

const toldOf = (userId: string) => world.core.db.select().from(notifications).where(eq(notifications.userId, userId))

describe('asking a provider to reconnect', () => {
  it('tells them once with what waits, is written down, and is refused for an hour however many ask', async () => {
    const { provider, id } = await lose()
    const admins = [await world.addUser('admin', { name: 'Rita Lopes' }), await world.addUser('admin')]
    const outcomes = await Promise.allSettled(admins.map((admin) => askToReconnect(admin, { id })))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await toldOf(provider.userId)).toMatchObject([
      { kind: 'connection_lost', title: 'Reconnect Google: 1 session needs its link', mailOutcome: null },
    ])
    const [admin] = admins
    if (!admin) throw new Error('Nobody asks.')
    const { items } = await listAudit(admin, { subjectType: 'connection', subjectId: id })
    expect(items.filter(({ action }) => action === 'connection.ask_to_reconnect')).toHaveLength(1)
    await expect(askToReconnect(admin, { id })).rejects.toMatchObject({ code: 'provider_told' })
    world.setNow(new Date(world.core.now().getTime() + HOUR + 1))
    await askToReconnect(admin, { id })
    expect(await toldOf(provider.userId)).toHaveLength(2)
  })

  it('is refused while the connection works, and to everybody but admins', async () => {
    const { provider, id } = await lose()
    const admin = await world.addUser('admin')
    await expect(askToReconnect(provider, { id })).rejects.toMatchObject({ code: 'role_required' })
    await world.core.db.update(connections).set({ status: 'connected' }).where(eq(connections.id, id))
    await expect(askToReconnect(admin, { id })).rejects.toMatchObject({ code: 'connection_works' })
    await expect(askToReconnect(admin, { id: provider.userId })).rejects.toMatchObject({ code: 'connection_not_found' })
    expect(await toldOf(provider.userId)).toEqual([])
  })
})
