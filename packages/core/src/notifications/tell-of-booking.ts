import type { Transaction } from '@foyer/db/client'
import { bookings, meetings, services, users } from '@foyer/db/schema'
import type { NotificationKind } from '@foyer/shared/notifications'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { type NewsData, notify } from './notify.ts'

/** What can be told of a booking. */
export type BookingNews = Extract<NotificationKind, `booking_${string}` | `request_${string}` | 'session_moved'>

type Side = 'provider' | 'customer'

/** Who is to know; of these never the one who did it. */
const TOLD: Record<BookingNews, readonly Side[]> = {
  booking_received: ['provider'],
  booking_confirmed: ['customer'],
  booking_declined: ['customer'],
  booking_cancelled: ['provider', 'customer'],
  request_expiring: ['provider'],
  request_expired: ['provider', 'customer'],
  session_moved: ['provider', 'customer'],
}

/** Tells those on the other side what has become of a booking, from its row as it is in this transaction. */
export async function tellOfBooking(
  ctx: Context,
  tx: Transaction,
  kind: BookingNews,
  bookingId: string,
  { movedFrom }: { movedFrom?: Date } = {},
): Promise<void> {
  const { booking, title, customer, link } = onlyRow(
    await tx
      .select({
        booking: bookings,
        title: services.title,
        customer: { id: users.id, name: users.name },
        link: meetings.status,
      })
      .from(bookings)
      .innerJoin(services, eq(services.id, bookings.serviceId))
      .innerJoin(users, eq(users.id, bookings.customerId))
      .leftJoin(meetings, eq(meetings.sessionId, bookings.sessionId))
      .where(eq(bookings.id, bookingId)),
  )
  const data: NewsData = {
    bookingId,
    ...(booking.sessionId && { sessionId: booking.sessionId }),
    status: booking.status,
    startsAt: booking.startsAt.toISOString(),
    ...(movedFrom && { movedFrom: movedFrom.toISOString() }),
  }
  // A booking is moved as often as people like, and everything else becomes of it once.
  const dedupeKey = [kind, bookingId, ...(movedFrom ? [booking.updatedAt.getTime()] : [])].join(':')
  for (const side of TOLD[kind]) {
    const isRequest = side === 'provider' && (booking.status === 'pending' || kind === 'request_expired')
    await notify(ctx, tx, {
      userId: side === 'provider' ? booking.providerId : customer.id,
      kind,
      dedupeKey,
      title: titleOf(kind, {
        side,
        isRequest,
        title,
        customer: customer.name,
        isByCustomer: isByCustomer(ctx, booking),
      }),
      path: isRequest ? '/dashboard/bookings' : pathOf(booking),
      data,
      // Whoever let a request run out need not be written to as well.
      hasMail: kind !== 'request_expired' || side === 'customer',
      waitsForLink: booking.status === 'confirmed' && link === 'pending' && kind !== 'session_moved',
    })
  }
}

const isByCustomer = ({ actor }: Context, { customerId }: { customerId: string }) =>
  actor.kind !== 'system' && actor.userId === customerId

const pathOf = ({ id, sessionId }: { id: string; sessionId: string | null }) =>
  sessionId ? `/sessions/${sessionId}` : `/bookings/${id}`

interface Wording {
  side: Side
  isRequest: boolean
  title: string
  customer: string
  isByCustomer: boolean
}

function titleOf(kind: BookingNews, { side, isRequest, title, customer, isByCustomer }: Wording): string {
  const names = side === 'provider'
  switch (kind) {
    case 'booking_received':
      return isRequest ? `${customer} asks for “${title}”` : `${customer} booked “${title}”`
    case 'booking_confirmed':
      return `“${title}” is confirmed`
    case 'booking_declined':
      return `“${title}” was declined`
    case 'booking_cancelled':
      return names && isByCustomer ? `${customer} cancelled “${title}”` : `“${title}” was cancelled`
    case 'request_expiring':
      return `${customer} still waits for your answer about “${title}”`
    case 'request_expired':
      return names
        ? `Your time to answer ${customer} about “${title}” ran out`
        : `Nobody answered your request for “${title}” in time`
    case 'session_moved':
      return names && isByCustomer ? `${customer} moved “${title}”` : `“${title}” has moved`
  }
}
