import { PLATFORM_CHANGE_ITEM_STATES } from '@foyer/shared/platform-changes'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant, oneOf } from './columns.ts'
import { platform } from './platforms.ts'
import { providers } from './providers.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

/** That a provider's coming sessions meet on another platform from now on: one of them, or many at once. */
export const platformChanges = pgTable(
  'platform_changes',
  {
    id: id(),
    providerId: uuid()
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    platform: platform().notNull(),
    includeSoon: boolean().notNull().default(false),
    /** The provider, or an admin. */
    startedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    startedAt: instant().notNull(),
  },
  (table) => [index('platform_changes_provider').on(table.providerId, table.startedAt)],
)

/** A session that was chosen when the change began. Whether its new link is there says its meeting. */
export const platformChangeItems = pgTable(
  'platform_change_items',
  {
    changeId: uuid()
      .notNull()
      .references(() => platformChanges.id, { onDelete: 'cascade' }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** The soonest first. */
    position: integer().notNull(),
    state: text({ enum: PLATFORM_CHANGE_ITEM_STATES }).notNull().default('waiting'),
  },
  (table) => [
    primaryKey({ columns: [table.changeId, table.sessionId] }),
    index('platform_change_items_session').on(table.sessionId),
    index('platform_change_items_waiting').on(table.changeId, table.position).where(sql`state = 'waiting'`),
    check('platform_change_items_state_known', oneOf('state', PLATFORM_CHANGE_ITEM_STATES)),
  ],
)
