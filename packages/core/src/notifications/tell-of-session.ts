import type { Transaction } from '@foyer/db/client'
import { bookings, type meetings, notifications, services, sessions } from '@foyer/db/schema'
import type { MeetingSource, MeetingStatus } from '@foyer/shared/meetings'
import type { NotificationKind } from '@foyer/shared/notifications'
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { notify } from './notify.ts'
import { tellOfChange } from './tell-of-change.ts'

/**
 * Tells those who take part that their link is there, or that it is another one now, in the transaction that writes it.
 * Whoever read of the link in the confirmation is not told again; a confirmation that waits for it goes out now.
 */
export async function tellOfLink(
  ctx: Context,
  tx: Transaction,
  { sessionId, readyAt, attemptEpoch, changeId }: typeof meetings.$inferSelect,
  after: { status: MeetingStatus; source: MeetingSource; joinUrl: string | null },
): Promise<void> {
  if (after.status !== 'ready' || !after.joinUrl) return
  if (readyAt !== null && changeId !== null && after.source === 'platform') {
    await tellOfChange(ctx, tx, { changeId, sessionId })
    return
  }
  if (readyAt !== null) {
    // Written under a claim, so no two changes of one meeting share this.
    const version = `${attemptEpoch}:${ctx.now().getTime()}`
    await tellParticipants(ctx, tx, sessionId, { kind: 'link_changed', title: 'has a new link', version })
    return
  }
  const told = await tx
    .select({ id: notifications.id, userId: notifications.userId, hadLink: notifications.mailHadLink })
    .from(bookings)
    .innerJoin(notifications, confirmationOf())
    .where(and(eq(bookings.sessionId, sessionId), eq(bookings.status, 'confirmed')))
  const { title, startsAt } = await readSession(tx, sessionId)
  for (const { id, userId, hadLink } of told) {
    if (hadLink === null) await ctx.queue.enqueue(tx, 'notification.mail', { notificationId: id })
    if (hadLink !== false) continue
    await notify(ctx, tx, {
      userId,
      kind: 'link_ready',
      dedupeKey: `link_ready:${sessionId}`,
      title: `The link for “${title}” is ready`,
      path: `/sessions/${sessionId}`,
      data: { sessionId, startsAt: startsAt.toISOString() },
    })
  }
}

/** Tells everybody who booked a course that one of its sessions is off. */
export const tellOfCancelledCourseSession = (ctx: Context, tx: Transaction, sessionId: string): Promise<void> =>
  tellParticipants(ctx, tx, sessionId, { kind: 'booking_cancelled', title: 'lost a session: it was cancelled' })

/** The notice by which either side learned that the booking stands; found by its key, which is indexed. */
const confirmationOf = () =>
  or(
    and(
      eq(notifications.userId, bookings.customerId),
      eq(notifications.dedupeKey, sql`'booking_confirmed:' || ${bookings.id}::text`),
    ),
    and(
      eq(notifications.userId, bookings.providerId),
      eq(notifications.dedupeKey, sql`'booking_received:' || ${bookings.id}::text`),
    ),
  )

async function tellParticipants(
  ctx: Context,
  tx: Transaction,
  sessionId: string,
  news: { kind: NotificationKind; title: string; version?: string },
): Promise<void> {
  const { title, startsAt, providerId, serviceId, kind } = await readSession(tx, sessionId)
  const ofCourse = and(isNull(bookings.sessionId), eq(bookings.serviceId, serviceId))
  const ofSession = eq(bookings.sessionId, sessionId)
  const booked = await tx
    .selectDistinct({ customerId: bookings.customerId })
    .from(bookings)
    .where(and(eq(bookings.status, 'confirmed'), kind === 'course' ? or(ofSession, ofCourse) : ofSession))
  for (const userId of [providerId, ...booked.map(({ customerId }) => customerId)])
    await notify(ctx, tx, {
      userId,
      kind: news.kind,
      dedupeKey: [news.kind, sessionId, ...(news.version === undefined ? [] : [news.version])].join(':'),
      title: `“${title}” ${news.title}`,
      path: `/sessions/${sessionId}`,
      data: { sessionId, startsAt: startsAt.toISOString() },
    })
}

const readSession = async (tx: Transaction, sessionId: string) =>
  onlyRow(
    await tx
      .select({
        title: services.title,
        kind: services.kind,
        serviceId: services.id,
        providerId: sessions.providerId,
        startsAt: sessions.startsAt,
      })
      .from(sessions)
      .innerJoin(services, eq(services.id, sessions.serviceId))
      .where(eq(sessions.id, sessionId)),
  )
