import { sql } from 'drizzle-orm'
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, updatedAt } from './columns.ts'
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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('providers_slug_unique').on(table.slug), index('providers_created').on(sql`created_at desc`)],
)
