import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, updatedAt } from './columns.ts'
import { connections } from './connections.ts'

/**
 * When the calendar behind a connection is busy, as it last said: times only, never what is in them. Our own sessions are
 * left out. Gone as soon as the permission to read it is.
 */
export const busyCalendars = pgTable(
  'busy_calendars',
  {
    connectionId: uuid()
      .primaryKey()
      .references(() => connections.id, { onDelete: 'cascade' }),
    /** Start and end of each busy time in epoch milliseconds, in order and disjoint. */
    busy: jsonb().$type<[startsAt: number, endsAt: number][]>().notNull().default(sql`'[]'`),
    /** Up to where the answer went; null: it has never answered. */
    coversUntil: instant(),
    readAt: instant(),
    /** Since when it has not answered, and the kind of failure; null while it does. */
    failedSince: instant(),
    failure: text(),
    nextReadAt: instant().notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [index('busy_calendars_due').on(table.nextReadAt)],
)
