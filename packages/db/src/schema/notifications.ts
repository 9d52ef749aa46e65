import { MAIL_OUTCOMES, NOTIFICATION_KINDS } from '@foyer/shared/notifications'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
    /** When the mail is due: a job that was lost is missed from then on. */
    mailDueAt: instant().notNull().defaultNow(),
    /** Written before the mail is handed over, and taken back when it was not accepted. */
    mailedAt: instant(),
    mailAttempts: integer().notNull().default(0),
    /** What became of the mail; null while it is still to be sent. */
    mailOutcome: text({ enum: MAIL_OUTCOMES }),
    /** Whether the link existed when the mail was written; null where there is none to speak of. */
    mailHadLink: boolean(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('notifications_dedupe_unique').on(table.userId, table.dedupeKey),
    index('notifications_user_created').on(table.userId, table.createdAt),
    index('notifications_unsent').on(table.mailDueAt).where(sql`mailed_at is null and mail_outcome is null`),
    check('notifications_kind_known', oneOf('kind', NOTIFICATION_KINDS)),
    check('notifications_mail_outcome_known', oneOf('mail_outcome', MAIL_OUTCOMES)),
  ],
)
