import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import { describeRoom } from '@foyer/meetings/custom-room/description'
import { type ConnectionDto, connectionIsUsable } from '@foyer/shared/connections'
import { type Room, roomHost } from '@foyer/shared/rooms'
import { and, eq, gt } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { findStoredRoom } from './find-room.ts'
import { getConnection } from './list-connections.ts'
import { storeConnection } from './store-connection.ts'
import { lockOwnConnection } from './switch-account.ts'

const platform = 'custom_room'

/**
 * Sets where the sessions of the acting provider meet, which is what connecting an account is for other platforms: what
 * waited for it gets its link, and what is to come gets its new one. A session that goes on keeps the link by which people
 * came. The same room once more changes nothing. Throws `sign_in_required` and `role_required`.
 */
export async function setRoom(ctx: Context, room: Room): Promise<ConnectionDto> {
  const userId = actingProvider(ctx)
  const adapter = platformOf(ctx, platform)
  const stored = await findStoredRoom(ctx, ctx.db, userId)
  const description = describeRoom(room, stored?.description)
  if (stored?.description === description && connectionIsUsable(stored.status))
    return getConnection(ctx, userId, platform)
  // Nobody is asked for it, so it needs no verifier and no way back.
  const tokens = await adapter.exchangeCode({ code: description, codeVerifier: '', redirectUri: '' })
  const account = await adapter.getAccount(tokens.accessToken)
  await ctx.db.transaction(async (tx) => {
    await storeConnection(ctx, tx, { userId, platform, tokens, account, missing: [], asked: [] })
    const { id } = await lockOwnConnection(tx, { userId, platform })
    await writeAudit(ctx, tx, {
      action: 'connection.set_room',
      subjectType: 'connection',
      subjectId: id,
      data: { kind: room.kind, host: roomHost(room) },
    })
    await followRoom(ctx, tx, userId)
  })
  return getConnection(ctx, userId, platform)
}

/** Those without a link were wanted when the connection was stored. */
async function followRoom(ctx: Context, tx: Transaction, userId: string): Promise<void> {
  const coming = await tx
    .select({ sessionId: sessions.id, platform: meetings.platform })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.providerId, userId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, ctx.now()),
        eq(meetings.platform, platform),
        eq(meetings.source, 'platform'),
        eq(meetings.status, 'ready'),
      ),
    )
    // In the order in which repairs take them, so that neither waits for what the other holds.
    .orderBy(sessions.startsAt, sessions.id)
  for (const meeting of coming) await wantMeeting(ctx, tx, meeting)
}
