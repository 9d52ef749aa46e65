import type { Transaction } from '@foyer/db/client'
import { connectionSecrets, connections, meetings, sessions } from '@foyer/db/schema'
import type { PlatformAccount, Tokens } from '@foyer/meetings/platform'
import { and, eq, gt, isNotNull, or, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import { forgetBreaker } from '../breakers/forget-breaker.ts'
import type { Context } from '../context.ts'
import { newGeneration } from '../meetings/new-generation.ts'
import { auditChange, type MeetingChange } from '../meetings/record-change.ts'
import { forgetBusyTimes } from '../own-calendar/calendar-access.ts'
import { SealBroken } from '../security/keyring.ts'
import { heldIn } from './optional-permissions.ts'
import { repairMeetings } from './repair-meetings.ts'
import { findSecret, openToken, sealTokens } from './secrets.ts'
import { keepSpare } from './spare-permissions.ts'
import { workingStatus } from './working-status.ts'

type ConnectionRow = typeof connections.$inferSelect

/**
 * Puts another account's permission in the place of the one a connection uses; the row keeps its id. The old permission
 * is given back by a job. With `roomsBehind: 'renew'` every coming session whose room may be in the old account, where
 * nobody of ours can reach it any more, gets a new one. The connection must be locked. Returns how many links are made.
 */
export async function replacePermission(
  ctx: Context,
  tx: Transaction,
  connection: ConnectionRow,
  next: { tokens: Tokens; account: PlatformAccount; roomsBehind: 'renew' | 'leave' },
): Promise<number> {
  const { id, userId, platform } = connection
  const { tokens, account } = next
  const now = ctx.now()
  await keepOldPermission(ctx, tx, connection)
  const sealed = sealTokens(ctx, id, tokens)
  await tx
    .insert(connectionSecrets)
    .values({ connectionId: id, ...sealed })
    .onConflictDoUpdate({
      target: connectionSecrets.connectionId,
      set: { ...sealed, version: sql`${connectionSecrets.version} + 1`, refreshLeaseUntil: null },
    })
  await tx
    .update(connections)
    .set({
      ...workingStatus(tokens, now),
      accountSubject: account.subject,
      accountEmail: account.email,
      scopes: tokens.scopes,
      ...heldIn(ctx.platforms[platform], tokens.scopes),
      permissionEndsAt: tokens.permissionEndsAt,
      permissionGivenAt: now,
      setUpRefusedAt: null,
      writesHeldUntil: null,
      checkedAt: now,
      statusChangedAt: now,
      updatedAt: now,
    })
    .where(eq(connections.id, id))
  await writeAudit(ctx, tx, {
    action: 'connection.account_switched',
    subjectType: 'connection',
    subjectId: id,
    data: { platform },
  })
  await forgetBreaker(tx, id)
  await forgetBusyTimes(tx, id)
  await ctx.queue.enqueue(tx, 'calendar.read', {})
  await ctx.queue.enqueue(tx, 'channel.renew', {})
  if (next.roomsBehind === 'renew') await leaveRoomsBehind(ctx, tx, connection)
  return repairMeetings(ctx, tx, { userId, platform })
}

/** What cannot be opened any more cannot be given back either. */
async function keepOldPermission(ctx: Context, tx: Transaction, connection: ConnectionRow): Promise<void> {
  const { id, accountSubject, accountEmail, scopes, permissionEndsAt } = connection
  const secret = await findSecret(tx, id)
  if (!secret || !accountSubject) return
  try {
    const tokens: Tokens = {
      accessToken: openToken(ctx, id, 'access_token', secret.accessToken),
      refreshToken: secret.refreshToken === null ? null : openToken(ctx, id, 'refresh_token', secret.refreshToken),
      expiresAt: secret.accessTokenExpiresAt,
      permissionEndsAt,
      scopes,
    }
    const account = { subject: accountSubject, email: accountEmail ?? accountSubject }
    await keepSpare(ctx, tx, { connectionId: id, status: 'ending', tokens, account })
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
  }
}

/** A new key for each: the object behind the old one is in an account that we may not touch any more. */
async function leaveRoomsBehind(ctx: Context, tx: Transaction, { userId, platform }: ConnectionRow): Promise<void> {
  const left = await tx
    .select({ meeting: meetings })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.providerId, userId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, ctx.now()),
        eq(meetings.platform, platform),
        eq(meetings.source, 'platform'),
        or(isNotNull(meetings.externalId), eq(meetings.outcomeUnknown, true)),
      ),
    )
    .orderBy(sessions.startsAt, sessions.id)
    .for('no key update', { of: meetings })
  for (const { meeting } of left) {
    const status = meeting.oldPlace ? 'ready' : 'pending'
    const change: MeetingChange = { ...newGeneration(meeting), status, reason: null }
    await tx
      .update(meetings)
      // Whoever is at work on it with the old permission writes no more.
      .set({ ...change, attemptEpoch: sql`${meetings.attemptEpoch} + 1`, claimedUntil: null })
      .where(eq(meetings.id, meeting.id))
    await auditChange(ctx, tx, meeting, change)
  }
}
