import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { connections } from './connections.ts'

/**
 * A way on which a platform tells by itself that something in an account has changed, until it runs out. Written before the
 * platform is asked for it. Holds the hash of the token that comes with every message, never the token.
 */
export const channels = pgTable(
  'channels',
  {
    id: id(),
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    /** Of the account that is watched: the connection may come to use another one. */
    accountSubject: text().notNull(),
    tokenHash: text().notNull(),
    /** What the platform calls the thing that is watched; null until it has answered that it watches. */
    resourceId: text(),
    expiresAt: instant().notNull(),
    /** Tries in a row, this one included, that the platform did not agree to. */
    attempts: integer().notNull().default(0),
    /** When another one is tried in place of one that the platform did not agree to. */
    nextAttemptAt: instant(),
    /** A code: why it did not. */
    refusal: text(),
    /** When something came in on it for the first time; null: nobody knows yet whether the platform reaches us. */
    provenAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [index('channels_connection').on(table.connectionId), index('channels_expires').on(table.expiresAt)],
)
