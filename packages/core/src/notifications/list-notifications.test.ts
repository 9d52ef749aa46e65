import { notifications } from '@foyer/db/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChanges } from '../changes.ts'
import { onlyRow } from '../only-row.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { listNotifications } from './list-notifications.ts'
import { markNotificationsRead } from './mark-notifications-read.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

const tell = async ({ db, userId }: Awaited<ReturnType<TestCore['addUser']>>, at: string) =>
  onlyRow(
    await db
      .insert(notifications)
      .values({ userId, kind: 'link_ready', dedupeKey: at, title: 'Your link is ready', createdAt: new Date(at) })
      .returning(),
  )

it('shows people their own, newest first, and marks only those as read', async () => {
  const [ana, ben] = [await test.addUser('customer'), await test.addUser('customer')]
  const older = await tell(ana, '2026-11-20T10:00:00Z')
  const newer = await tell(ana, '2026-11-20T11:00:00Z')
  const foreign = await tell(ben, '2026-11-20T12:00:00Z')
  expect(await markNotificationsRead(ana, { ids: [older.id, foreign.id] })).toEqual({ marked: 1 })
  expect(await listNotifications(ana)).toMatchObject([
    { id: newer.id, readAt: null },
    { id: older.id, readAt: '2026-11-21T09:00:00.000Z' },
  ])
  expect(await markNotificationsRead(ana, {})).toEqual({ marked: 1 })
  expect(await listNotifications(ben)).toMatchObject([{ id: foreign.id, readAt: null }])
  expect(await markNotificationsRead(ana, { ids: [] })).toEqual({ marked: 0 })
})

it('announces what somebody is told, and that it was read', async () => {
  const ana = await test.addUser('customer')
  const changes = await openChanges(test.databaseUrl)
  try {
    const watch = changes.watch(`user:${ana.userId}`)
    await tell(ana, '2026-11-20T10:00:00Z')
    expect(await watch.next(5000)).toBe('changed')
    await markNotificationsRead(ana, {})
    expect(await watch.next(5000)).toBe('changed')
    watch.stop()
  } finally {
    await changes.close()
  }
})
