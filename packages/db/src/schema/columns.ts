import { sql } from 'drizzle-orm'
import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** Primary key made by the database, so that rows inserted by SQL get one too. */
export const id = () => uuid().primaryKey().defaultRandom()

/** An instant with time zone, read and written as a `Date`. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 })

export const createdAt = () => instant().notNull().defaultNow()

export const updatedAt = () =>
  instant()
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date())

/** `column in ('a', 'b')` for a CHECK that keeps a status column to its list in `packages/shared`. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(', ')})`)
