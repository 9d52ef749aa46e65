import type { Transaction } from '@foyer/db/client'
import { bookings } from '@foyer/db/schema'
import type { CreateBookingInput } from '@foyer/shared/booking-schema'
import type { BookingDto } from '@foyer/shared/bookings'
import { FoyerError } from '@foyer/shared/errors'
import { signedIn } from '../accounts/signed-in.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { actAs, type Context, SYSTEM } from '../context.ts'
import { tellOfBooking } from '../notifications/tell-of-booking.ts'
import { onlyRow } from '../only-row.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { changeCalendar } from '../sessions/change-calendar.ts'
import { loadOffer } from '../slots/load-calendar.ts'
import { admitBooking } from './admit-booking.ts'
import { findPlace, type Place } from './find-place.ts'
import { getBooking } from './get-booking.ts'
import { holdUntil } from './hold-until.ts'
import { releaseExpiredHolds } from './release-expired-holds.ts'

/**
 * Books a place for whoever acts: at once, or as a request that holds it until the provider answers. A private service by
 * `startsAt`, a group by `sessionId` (or the start of a session), a course as a whole. Throws `sign_in_required`,
 * `service_not_found`, `service_archived`, `customer_self`, `input_invalid`, `slot_unavailable`, `slot_taken`,
 * `session_not_found`, `session_over`, `session_full`, `booking_exists`.
 */
export async function createBooking(ctx: Context, input: CreateBookingInput): Promise<BookingDto> {
  const customerId = signedIn(ctx)
  const { service } = await loadOffer(ctx.db, input.serviceId)
  if (service.providerId === customerId) throw new FoyerError('customer_self')
  const id = await changeCalendar(ctx, service.providerId, async (tx) => {
    // Read once more, because hours, buffers and capacity may have changed while we waited for the lock.
    const offer = await loadOffer(tx, input.serviceId)
    if (offer.service.archivedAt) throw new FoyerError('service_archived')
    await releaseExpiredHolds(ctx, tx, { providerId: service.providerId })
    const place = await findPlace(ctx, tx, offer, input, customerId)
    return insertBooking(ctx, tx, offer.service, place, { customerId, notes: input.notes || null })
  })
  return getBooking(ctx, { id })
}

async function insertBooking(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  place: Place,
  details: { customerId: string; notes: string | null },
): Promise<string> {
  const isAutomatic = service.confirmation === 'automatic'
  const sessionId = isAutomatic ? await admitBooking(ctx, tx, service, place) : place.sessionId
  const status = isAutomatic ? 'confirmed' : 'pending'
  const { id } = onlyRow(
    await tx
      .insert(bookings)
      .values({
        ...place,
        ...details,
        sessionId,
        serviceId: service.id,
        providerId: service.providerId,
        status,
        holdExpiresAt: isAutomatic ? null : holdUntil(ctx.now(), place.startsAt),
        createdAt: ctx.now(),
      })
      .returning({ id: bookings.id }),
  )
  const data = { status, serviceId: service.id, sessionId }
  await writeAudit(ctx, tx, { action: 'booking.create', subjectType: 'booking', subjectId: id, data })
  await tellOfBooking(ctx, tx, 'booking_received', id)
  // Nobody answered it, so it is Foyer that tells the customer.
  if (isAutomatic) await tellOfBooking(actAs(ctx, SYSTEM), tx, 'booking_confirmed', id)
  return id
}
