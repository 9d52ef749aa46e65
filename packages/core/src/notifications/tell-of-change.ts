import type { Queryable, Transaction } from '@foyer/db/client'
import { bookings, platformChangeItems, platformChanges, services, sessions, users } from '@foyer/db/schema'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { and, eq, gt, isNull, or, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { notify } from './notify.ts'

/**
 * How long the mail of a change of many sessions waits, so that most of the links are there when it goes out. It holds our
 * own addresses, so what is not there yet is no reason to wait for longer.
 */
const WAIT_FOR_OTHERS_MS = 60_000

/**
 * Tells those who take part that sessions of theirs meet elsewhere now: one notice a person and change, with the first of
 * the new links. Whoever began the change is not told.
 */
export async function tellOfChange(
  ctx: Context,
  tx: Transaction,
  { changeId, sessionId }: { changeId: string; sessionId: string },
): Promise<void> {
  const change = onlyRow(
    await tx
      .select({ platform: platformChanges.platform, startedBy: platformChanges.startedBy, providerName: users.name })
      .from(platformChanges)
      .innerJoin(users, eq(users.id, platformChanges.providerId))
      .where(eq(platformChanges.id, changeId)),
  )
  for (const { userId, isProvider } of await listParticipants(tx, sessionId)) {
    if (userId === change.startedBy) continue
    const all = await sessionsOf(ctx, tx, { changeId, userId })
    const first = all.find(({ id }) => id === sessionId) ?? all[0]
    if (!first) continue
    const isOne = all.length === 1
    const where = placeName(change.platform, change.providerName, isProvider)
    const mine = isProvider ? 'Your sessions' : `Your sessions with ${change.providerName}`
    await notify(ctx, tx, {
      userId,
      kind: 'platform_changed',
      dedupeKey: `platform_changed:${changeId}`,
      title: isOne ? `“${first.title}” meets ${where} now` : `${mine} meet ${where} now`,
      path: isOne ? `/sessions/${first.id}` : isProvider ? '/dashboard/sessions' : '/bookings',
      data: { changeId, ...(isOne && { sessionId: first.id, startsAt: first.startsAt.toISOString() }) },
      mailDelayMs: isOne ? 0 : WAIT_FOR_OTHERS_MS,
    })
  }
}

/** "on Zoom"; a room of one's own is named after whose it is. */
export function placeName(platform: Platform, providerName: string, isProvider: boolean): string {
  if (platform !== 'custom_room') return `on ${PLATFORM_NAMES[platform]}`
  return isProvider ? 'in your own room' : `in ${providerName}’s own room`
}

/** The coming sessions of a change in which somebody has a part, the soonest first. */
export const sessionsOf = (ctx: Context, db: Queryable, { changeId, userId }: { changeId: string; userId: string }) =>
  db
    .selectDistinct({ id: sessions.id, title: services.title, startsAt: sessions.startsAt })
    .from(platformChangeItems)
    .innerJoin(sessions, eq(sessions.id, platformChangeItems.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(bookings, takesPart(userId))
    .where(
      and(
        eq(platformChangeItems.changeId, changeId),
        or(eq(platformChangeItems.state, 'waiting'), eq(platformChangeItems.state, 'changed')),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, ctx.now()),
        or(eq(sessions.providerId, userId), eq(bookings.customerId, userId)),
      ),
    )
    .orderBy(sessions.startsAt, sessions.id)

/** A place in the session itself, or in all sessions of its course. */
const ofSession = (): SQL | undefined =>
  or(
    eq(bookings.sessionId, sessions.id),
    and(isNull(bookings.sessionId), eq(bookings.serviceId, sessions.serviceId), eq(services.kind, 'course')),
  )

const takesPart = (userId: string) =>
  and(eq(bookings.customerId, userId), eq(bookings.status, 'confirmed'), ofSession())

async function listParticipants(tx: Transaction, sessionId: string) {
  const rows = await tx
    .selectDistinct({ providerId: sessions.providerId, customerId: bookings.customerId })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(bookings, and(eq(bookings.status, 'confirmed'), ofSession()))
    .where(eq(sessions.id, sessionId))
  const customers = rows.flatMap(({ customerId }) => (customerId ? [{ userId: customerId, isProvider: false }] : []))
  const provider = rows.slice(0, 1).map(({ providerId }) => ({ userId: providerId, isProvider: true }))
  return [...provider, ...customers]
}
