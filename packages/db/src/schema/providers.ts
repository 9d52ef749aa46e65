import { HAND_EDIT_POLICIES } from '@foyer/shared/accounts'
import { UNKNOWN_CALENDAR_POLICIES } from '@foyer/shared/calendars'
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, oneOf, updatedAt } from './columns.ts'
import { platform } from './platforms.ts'
import { users } from './users.ts'

/** The public side of a user who offers time. */
export const providers = pgTable(
  'providers',
  {
    id: uuid()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    headline: text(),
    /** The zone of the weekly rules. */
    timeZone: text().notNull().default('UTC'),
    /** What happens when the provider changes one of our rooms at the platform by hand. */
    handEdits: text({ enum: HAND_EDIT_POLICIES }).notNull().default('repair'),
    /** Whether the busy times of the provider's own calendar close slots, and what holds while they are not known. */
    usesOwnCalendar: boolean().notNull().default(true),
    whenCalendarUnknown: text({ enum: UNKNOWN_CALENDAR_POLICIES }).notNull().default('offer'),
    /** Where new services meet; null until one was chosen or connected. */
    defaultPlatform: platform(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('providers_slug_unique').on(table.slug),
    index('providers_created').on(sql`created_at desc`),
    check('providers_hand_edits_known', oneOf('hand_edits', HAND_EDIT_POLICIES)),
    check('providers_when_calendar_unknown_known', oneOf('when_calendar_unknown', UNKNOWN_CALENDAR_POLICIES)),
  ],
)
