import { PLATFORMS } from '@foyer/shared/platforms'
import { pgTable, text } from 'drizzle-orm/pg-core'

/**
 * Every platform that a row may name. Filled by each `migrateDatabase` from the product's own list, so that a new platform
 * needs no migration; one that was taken off the list stays, for the rows that name it.
 */
export const platforms = pgTable('platforms', { name: text().primaryKey() })

/** A column that names a platform. */
export const platform = () => text({ enum: PLATFORMS }).references(() => platforms.name)
