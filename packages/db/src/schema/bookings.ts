import { ACTOR_KINDS } from '@foyer/shared/accounts'
import { BOOKING_STATUSES } from '@foyer/shared/bookings'
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf, updatedAt } from './columns.ts'
import { providers } from './providers.ts'
import { services } from './services.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

/**
 * A customer's place. A private booking gets its session when it is confirmed, a group booking names its session,
 * and a course booking (no session of its own) counts for every session of the service.
 */
export const bookings = pgTable(
  'bookings',
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    providerId: uuid()
      .notNull()
      .references(() => providers.id),
    customerId: uuid()
      .notNull()
      .references(() => users.id),
    sessionId: uuid().references(() => sessions.id),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    timeZone: text().notNull(),
    status: text({ enum: BOOKING_STATUSES }).notNull(),
    notes: text(),
    /** Until when an unanswered request holds its time or place. */
    holdExpiresAt: instant(),
    /** Its time was chosen while nobody knew whether the provider's own calendar was busy then. */
    calendarUnknown: boolean().notNull().default(false),
    cancelledBy: text({ enum: ACTOR_KINDS }),
    reason: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('bookings_customer_starts').on(table.customerId, table.startsAt),
    index('bookings_provider_starts').on(table.providerId, table.startsAt),
    index('bookings_session').on(table.sessionId),
    // Who has booked a course, asked for with every change of one of its sessions.
    index('bookings_course').on(table.serviceId).where(sql`session_id is null`),
    index('bookings_hold').on(table.holdExpiresAt).where(sql`status = 'pending'`),
    uniqueIndex('bookings_one_place_per_session')
      .on(table.sessionId, table.customerId)
      .where(sql`session_id is not null and status in ('pending', 'confirmed', 'waitlisted')`),
    check('bookings_status_known', oneOf('status', BOOKING_STATUSES)),
    check('bookings_order', sql`${table.endsAt} > ${table.startsAt}`),
    check('bookings_pending_is_held', sql`${table.status} <> 'pending' or ${table.holdExpiresAt} is not null`),
    check('bookings_cancelled_by_known', oneOf('cancelled_by', ACTOR_KINDS)),
  ],
)
