import { NOTIFICATION_KINDS } from '@foyer/shared/notifications'
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf } from './columns.ts'
import { users } from './users.ts'

/** What a person is told, once per dedupe key. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: NOTIFICATION_KINDS }).notNull(),
    dedupeKey: text().notNull(),
    title: text().notNull(),
    path: text(),
    data: jsonb().$type<Record<string, string>>().notNull().default({}),
    readAt: instant(),
    mailedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('notifications_dedupe_unique').on(table.userId, table.dedupeKey),
    index('notifications_user_created').on(table.userId, table.createdAt),
    check('notifications_kind_known', oneOf('kind', NOTIFICATION_KINDS)),
  ],
)
