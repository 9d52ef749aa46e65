import { integer, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bookings } from './bookings.ts'
import { id, instant } from './columns.ts'
import { providers } from './providers.ts'
import { sessions } from './sessions.ts'

/**
 * What occupies a provider: one row per scheduled session or pending private request, kept by triggers on those
 * tables (so that rows inserted by SQL count too) and held apart by an exclusion constraint on (provider, time).
 */
export const takenTimes = pgTable(
  'taken_times',
  {
    id: id(),
    providerId: uuid()
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    sessionId: uuid().references(() => sessions.id, { onDelete: 'cascade' }),
    bookingId: uuid().references(() => bookings.id, { onDelete: 'cascade' }),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    bufferBeforeMinutes: integer().notNull(),
    bufferAfterMinutes: integer().notNull(),
    /** When a pending request stops holding its time; null for a session. */
    expiresAt: instant(),
  },
  (table) => [
    uniqueIndex('taken_times_session_unique').on(table.sessionId),
    uniqueIndex('taken_times_booking_unique').on(table.bookingId),
  ],
)
