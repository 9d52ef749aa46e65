import type { DayInterval } from '@foyer/shared/availability'
import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id } from './columns.ts'
import { providers } from './providers.ts'

const providerId = () =>
  uuid()
    .notNull()
    .references(() => providers.id, { onDelete: 'cascade' })

/** Weekly hours; `HH:MM` in the provider's zone, the end up to `24:00`. */
export const availabilityRules = pgTable(
  'availability_rules',
  {
    id: id(),
    providerId: providerId(),
    weekday: smallint().$type<1 | 2 | 3 | 4 | 5 | 6 | 7>().notNull(),
    start: text('starts').notNull(),
    end: text('ends').notNull(),
  },
  (table) => [
    index().on(table.providerId),
    check('availability_rules_weekday', sql`${table.weekday} between 1 and 7`),
    check('availability_rules_order', sql`${table.end} > ${table.start}`),
  ],
)

/** One local date replaced as a whole. */
export const availabilityOverrides = pgTable(
  'availability_overrides',
  {
    id: id(),
    providerId: providerId(),
    date: date({ mode: 'string' }).notNull(),
    intervals: jsonb().$type<DayInterval[]>().notNull(),
  },
  (table) => [uniqueIndex('availability_overrides_date_unique').on(table.providerId, table.date)],
)
