import type { Transaction } from '@foyer/db/client'
import { notifications } from '@foyer/db/schema'
import type { BookingStatus } from '@foyer/shared/bookings'
import type { NotificationKind } from '@foyer/shared/notifications'
import type { Context } from '../context.ts'

/** One piece of news for one person. */
export interface News {
  userId: string
  kind: NotificationKind
  /** Nobody is told twice under the same key. */
  dedupeKey: string
  title: string
  /** The page of ours that it is about. */
  path: string
  data: NewsData
  /** The link is being made: the mail waits for it a moment. */
  waitsForLink?: boolean
  /** The mail waits for so long, in milliseconds. */
  mailDelayMs?: number
  /** False: it only stands in the list. */
  hasMail?: boolean
}

/** What the mail is written from when its time comes: ids, and the times as they were told. */
export type NewsData = {
  bookingId?: string
  sessionId?: string
  /** Of the booking, when this was told. */
  status?: BookingStatus
  startsAt?: string
  movedFrom?: string
  connectionId?: string
  /** Of a change of platform. */
  changeId?: string
  /** Tells one loss of a connection from the next. */
  lostSince?: string
  /** Of the installation. */
  problem?: string
  platform?: string
}

/**
 * How long the mail of a confirmation waits for the link, so that one mail says both. The link sends it off at once;
 * without one it goes out when this is over.
 */
const WAIT_FOR_LINK_MS = 15_000

/**
 * Tells somebody in the transaction that makes it true: the row for the list, and the job for the mail. Nobody is told
 * what they did themselves.
 */
export async function notify(
  ctx: Context,
  tx: Transaction,
  { waitsForLink = false, mailDelayMs = waitsForLink ? WAIT_FOR_LINK_MS : 0, hasMail = true, ...news }: News,
): Promise<void> {
  if (ctx.actor.kind !== 'system' && ctx.actor.userId === news.userId) return
  const mailDueAt = new Date(ctx.now().getTime() + mailDelayMs)
  const [told] = await tx
    .insert(notifications)
    .values({ ...news, createdAt: ctx.now(), mailDueAt, mailOutcome: hasMail ? null : 'off' })
    .onConflictDoNothing({ target: [notifications.userId, notifications.dedupeKey] })
    .returning({ id: notifications.id })
  if (!told || !hasMail) return
  await ctx.queue.enqueue(
    tx,
    'notification.mail',
    { notificationId: told.id },
    { startAfter: mailDelayMs > 0 ? mailDueAt : undefined },
  )
}
