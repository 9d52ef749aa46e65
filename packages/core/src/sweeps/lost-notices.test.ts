import { connections, notifications } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { revokeConnection } from '../connections/revoke-connection.ts'
import { notify } from '../notifications/notify.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { finishDisconnects } from './finish-disconnects.ts'
import { mailUnsentNotices } from './mail-unsent-notices.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const emptyQueue = () => world.core.db.execute(sql`delete from pgboss.job`)
const later = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

it('finds the mail of a notice whose job was lost, when it is due, and never one that was handed over', async () => {
  const provider = await world.addProvider()
  const customer = await world.addUser('customer')
  const tell = (dedupeKey: string, waitsForLink: boolean) =>
    world.core.db.transaction((tx) =>
      notify(provider, tx, {
        userId: customer.userId,
        kind: 'booking_confirmed',
        dedupeKey,
        title: 'Confirmed',
        path: '/bookings',
        data: {},
        waitsForLink,
      }),
    )
  await tell('now', false)
  await tell('soon', true)
  await tell('gone', false)
  await world.core.db
    .update(notifications)
    .set({ mailedAt: world.core.now() })
    .where(eq(notifications.dedupeKey, 'gone'))
  later(20_000)
  expect(await mailUnsentNotices(provider)).toBe(0)
  await emptyQueue()
  expect([await mailUnsentNotices(provider), await mailUnsentNotices(provider)]).toEqual([1, 0])
  later(20_000)
  expect(await mailUnsentNotices(provider)).toBe(1)
  later(3 * 24 * 60 * 60_000)
  await emptyQueue()
  expect(await mailUnsentNotices(provider)).toBe(0)
})

it('takes up the end of a connection again whose job was lost', async () => {
  const provider = await world.addProvider()
  await disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'keep' })
  expect(await finishDisconnects(provider)).toBe(0)
  await emptyQueue()
  expect([await finishDisconnects(provider), await finishDisconnects(provider)]).toEqual([1, 0])
  const [connection] = await world.core.db.select().from(connections).where(eq(connections.userId, provider.userId))
  await revokeConnection(provider, { connectionId: connection?.id ?? '', attempt: 1 })
  await emptyQueue()
  expect(await finishDisconnects(provider)).toBe(0)
})
