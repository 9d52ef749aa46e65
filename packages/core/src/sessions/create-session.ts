import type { Transaction } from '@foyer/db/client'
import { bookings, users } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import type { CreateSessionInput } from '@foyer/shared/session-schema'
import type { CreatedSessionDto } from '@foyer/shared/sessions'
import { eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { releaseExpiredHolds } from '../bookings/release-expired-holds.ts'
import { connectionNeed } from '../connections/require-connection.ts'
import type { Context } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { onlyRow } from '../only-row.ts'
import { lockOwnService } from '../services/lock-own-service.ts'
import { requireLinks } from '../services/require-platforms.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { changeCalendar } from './change-calendar.ts'
import { updateCourseTimes } from './course-sessions.ts'
import { getSession } from './get-session.ts'
import { type AgreedTime, openSession } from './open-session.ts'

/**
 * Schedules a session of an own service, inside or outside the weekly hours. With an e-mail address its owner is booked, or
 * invited when there is no such account. Throws `sign_in_required`, `role_required`, `service_not_found`,
 * `service_archived`, `connection_required` (online, policy `block`), `slot_unavailable` for a time that is over,
 * `slot_taken`, `customer_self`, and `input_invalid` for one customer in a course. Under the policy `warn` an unconnected
 * platform is a warning, and the meeting is blocked until it is connected.
 */
export async function createSession(ctx: Context, input: CreateSessionInput): Promise<CreatedSessionDto> {
  const provider = await requireProvider(ctx)
  const startsAt = new Date(input.startsAt)
  if (startsAt <= ctx.now()) throw new FoyerError('slot_unavailable', { message: 'This time is over.' })
  const id = await changeCalendar(ctx, provider.id, async (tx) => {
    const service = await lockOwnService(ctx, tx, input.serviceId)
    await requireLinks(ctx, tx, { userId: provider.id, platform: service.platform })
    const customer = await findCustomer(tx, service, input.customerEmail)
    await releaseExpiredHolds(ctx, tx, { providerId: provider.id })
    const endsAt = new Date(startsAt.getTime() + service.durationMinutes * 60_000)
    const time = { startsAt, endsAt, timeZone: provider.timeZone }
    const invitedEmail = customer ? undefined : input.customerEmail
    const sessionId = await openSession(ctx, tx, service, { ...time, invitedEmail })
    if (customer) await bookFor(ctx, tx, service, { ...time, sessionId, customerId: customer.id })
    if (service.kind === 'course') await updateCourseTimes(tx, service.id)
    await writeAudit(ctx, tx, {
      action: 'session.create',
      subjectType: 'session',
      subjectId: sessionId,
      data: { serviceId: service.id },
    })
    return sessionId
  })
  const session = await getSession(ctx, { id })
  const { meeting } = session
  const isUnconnected = meeting?.status === 'blocked'
  return {
    ...session,
    warning: isUnconnected ? { reason: 'connection_required', ...connectionNeed(meeting.platform) } : null,
  }
}

async function findCustomer(tx: Transaction, service: ServiceRow, email: string | undefined) {
  if (email === undefined) return undefined
  if (service.kind === 'course') {
    throw new FoyerError('input_invalid', {
      field: 'customerEmail',
      message: 'A course is booked as a whole, not by one of its sessions.',
    })
  }
  const [customer] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  if (customer?.id === service.providerId) throw new FoyerError('customer_self', { field: 'customerEmail' })
  return customer
}

async function bookFor(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  place: AgreedTime & { sessionId: string; customerId: string },
): Promise<void> {
  const { id } = onlyRow(
    await tx
      .insert(bookings)
      .values({
        ...place,
        serviceId: service.id,
        providerId: service.providerId,
        status: 'confirmed',
        createdAt: ctx.now(),
      })
      .returning({ id: bookings.id }),
  )
  await writeAudit(ctx, tx, {
    action: 'booking.create',
    subjectType: 'booking',
    subjectId: id,
    data: { status: 'confirmed', sessionId: place.sessionId },
  })
  await tellOfBooking(ctx, tx, 'booking_confirmed', id)
}
