import type { Transaction } from '@foyer/db/client'
import { bookings, sessions } from '@foyer/db/schema'
import { bookingStatusesFor } from '@foyer/shared/bookings'
import { and, asc, eq, gt, inArray, isNull, max, min, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { wantSessionMeeting } from './open-session.ts'

/** Wants the meetings of all sessions of a course that are still to come, because who takes part has changed. */
export async function wantCourseMeetings(ctx: Context, tx: Transaction, course: ServiceRow): Promise<void> {
  const coming = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.serviceId, course.id), eq(sessions.status, 'scheduled'), gt(sessions.endsAt, ctx.now())))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
  for (const { id } of coming) await wantSessionMeeting(ctx, tx, id, course.platform)
}

/** Bookings of a course last from its first session to its last; called when one was added or cancelled. */
export async function updateCourseTimes(tx: Transaction, courseId: string): Promise<void> {
  const [course] = await tx
    .select({ startsAt: min(sessions.startsAt), endsAt: max(sessions.endsAt) })
    .from(sessions)
    .where(and(eq(sessions.serviceId, courseId), ne(sessions.status, 'cancelled')))
  if (!course?.startsAt || !course.endsAt) return
  await tx
    .update(bookings)
    .set({ startsAt: course.startsAt, endsAt: course.endsAt })
    .where(
      and(
        eq(bookings.serviceId, courseId),
        isNull(bookings.sessionId),
        inArray(bookings.status, [...bookingStatusesFor('cancel')]),
      ),
    )
}
