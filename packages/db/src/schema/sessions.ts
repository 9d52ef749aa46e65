import { ACTOR_KINDS } from '@foyer/shared/accounts'
import { SESSION_STATUSES } from '@foyer/shared/sessions'
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf, updatedAt } from './columns.ts'
import { providers } from './providers.ts'
import { services } from './services.ts'

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    providerId: uuid()
      .notNull()
      .references(() => providers.id),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    timeZone: text().notNull(),
    status: text({ enum: SESSION_STATUSES }).notNull().default('scheduled'),
    cancelledBy: text({ enum: ACTOR_KINDS }),
    cancelReason: text(),
    /** Somebody without an account whom the provider invited by e-mail. */
    invitedEmail: text(),
    /** The secret part of our stable join address. */
    joinToken: text().notNull().default(sql`replace(gen_random_uuid()::text, '-', '')`),
    /** Whether a use-case or a sweep has looked after its meeting; a row that was inserted by anything else begins unseen. */
    isSeen: boolean().notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('sessions_join_token_unique').on(table.joinToken),
    index('sessions_provider_starts').on(table.providerId, table.startsAt),
    index('sessions_service_starts').on(table.serviceId, table.startsAt),
    index('sessions_scheduled').on(table.startsAt, table.id).where(sql`status = 'scheduled'`),
    index('sessions_called_off').on(table.endsAt).where(sql`status = 'cancelled'`),
    index('sessions_unseen').on(table.startsAt).where(sql`not is_seen`),
    index('sessions_cancelled').on(table.endsAt).where(sql`status = 'cancelled'`),
    check('sessions_status_known', oneOf('status', SESSION_STATUSES)),
    check('sessions_order', sql`${table.endsAt} > ${table.startsAt}`),
    check('sessions_cancelled_by_known', oneOf('cancelled_by', ACTOR_KINDS)),
  ],
)
