import { randomUUID } from 'node:crypto'
import { connections, notifications, sparePermissions } from '@foyer/db/schema'
import { and, eq } from 'drizzle-orm'
import { releasePermission } from '../connections/release-permission.ts'
import { revokeConnection } from '../connections/revoke-connection.ts'
import type { MeetingWorld } from './meeting-world.ts'

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

/** What tests of one provider with two accounts at Google look at, and the jobs that they run by hand. */
export function twoAccounts(world: MeetingWorld) {
  const { db } = world.core
  const google = async ({ userId }: Provider) => {
    const [row] = await db.select().from(connections).where(eq(connections.userId, userId))
    if (!row) throw new Error('There is no connection.')
    return row
  }
  const spares = async (provider: Provider) =>
    db
      .select()
      .from(sparePermissions)
      .where(eq(sparePermissions.connectionId, (await google(provider)).id))
  return {
    google,
    spares,
    /** The same person, signed in at Google with another account. */
    withOtherAccount(provider: Provider): Provider {
      const email = `${randomUUID()}@gmail.test`
      world.sandbox.google.addAccount({ email })
      return { ...provider, email }
    },
    async runReleases(provider: Provider): Promise<void> {
      for (const { id, status } of await spares(provider))
        if (status === 'ending') await releasePermission(provider, { sparePermissionId: id })
    },
    async runRevoke(provider: Provider): Promise<void> {
      await revokeConnection(provider, { connectionId: (await google(provider)).id, attempt: 1 })
    },
    /** Whether the account's permission was still good; it is taken back by asking. */
    canRefresh: ({ email }: Provider) => world.sandbox.google.revokeGrant(email) > 0,
    async withReadySessions(count: number) {
      const provider = await world.addProvider()
      const made = []
      for (let index = 0; index < count; index += 1) made.push(await world.addSession(provider))
      for (const { meetingId } of made) await world.sync(meetingId)
      if (world.liveEvents(provider).length !== count) throw new Error('Not every session has its event.')
      return { provider, made }
    },
    countToldOfChange: ({ userId }: Provider): Promise<number> =>
      db.$count(notifications, and(eq(notifications.userId, userId), eq(notifications.kind, 'link_changed'))),
  }
}
