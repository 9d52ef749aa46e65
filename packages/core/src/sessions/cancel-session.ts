import type { Transaction } from '@foyer/db/client'
import { bookings, services, sessions } from '@foyer/db/schema'
import type { ActorKind } from '@foyer/shared/accounts'
import type { WithReasonInput } from '@foyer/shared/booking-schema'
import { bookingStatusesFor } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import type { SessionDto } from '@foyer/shared/sessions'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { tellOfCancelledCourseSession } from '../notifications/tell-of-session.ts'
import { onlyRow } from '../only-row.ts'
import { changeCalendar } from './change-calendar.ts'
import { updateCourseTimes } from './course-sessions.ts'
import { getSession } from './get-session.ts'
import { wantSessionMeeting } from './open-session.ts'

/** Who cancels, and in which words. */
export interface Cancellation {
  cancelledBy: ActorKind
  reason: string | undefined
}

/**
 * Calls a session off together with the bookings of it; those of a course go on. For its provider and admins.
 * Throws `sign_in_required`, `session_not_found`, `role_required` for a customer, `session_over`.
 */
export async function cancelSession(ctx: Context, input: WithReasonInput): Promise<SessionDto> {
  const { id, provider, viewer, service } = await getSession(ctx, input)
  if (viewer === 'customer')
    throw new FoyerError('role_required', { message: 'Cancel your own booking; the session is the provider’s.' })
  await changeCalendar(ctx, provider.id, async (tx) => {
    const cancellation = { cancelledBy: viewer, reason: input.reason }
    if (!(await callOff(ctx, tx, id, cancellation))) throw new FoyerError('session_over')
    await cancelItsBookings(ctx, tx, id, cancellation)
    if (service.kind === 'course') await tellOfCancelledCourseSession(ctx, tx, id)
  })
  return getSession(ctx, { id })
}

/** Cancels the session row and wants its meeting removed; false when the session is over or cancelled already. */
export async function callOff(
  ctx: Context,
  tx: Transaction,
  sessionId: string,
  { cancelledBy, reason }: Cancellation,
): Promise<boolean> {
  const [session] = await tx
    .update(sessions)
    .set({ status: 'cancelled', cancelledBy, cancelReason: reason || null })
    .where(and(eq(sessions.id, sessionId), eq(sessions.status, 'scheduled'), gt(sessions.endsAt, ctx.now())))
    .returning()
  if (!session) return false
  const service = onlyRow(await tx.select().from(services).where(eq(services.id, session.serviceId)))
  await wantSessionMeeting(ctx, tx, sessionId, service.platform)
  if (service.kind === 'course') await updateCourseTimes(tx, service.id)
  await writeAudit(ctx, tx, {
    action: 'session.cancel',
    subjectType: 'session',
    subjectId: sessionId,
    data: { cancelledBy },
  })
  return true
}

async function cancelItsBookings(
  ctx: Context,
  tx: Transaction,
  sessionId: string,
  { cancelledBy, reason }: Cancellation,
): Promise<void> {
  const cancelled = await tx
    .update(bookings)
    .set({ status: 'cancelled', cancelledBy, reason: reason || null })
    .where(and(eq(bookings.sessionId, sessionId), inArray(bookings.status, [...bookingStatusesFor('cancel')])))
    .returning({ id: bookings.id })
  for (const { id } of cancelled) {
    const data = { cancelledBy, sessionId }
    await writeAudit(ctx, tx, { action: 'booking.cancel', subjectType: 'booking', subjectId: id, data })
    await tellOfBooking(ctx, tx, 'booking_cancelled', id)
  }
}
