import { ALERT_KINDS, ALERT_OUTCOMES } from '@foyer/shared/alerts'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf } from './columns.ts'

/** What those who run the installation are told, once per dedupe key, on its way to their webhook. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    kind: text({ enum: ALERT_KINDS }).notNull(),
    dedupeKey: text().notNull(),
    text: text().notNull(),
    count: integer().notNull(),
    path: text().notNull(),
    data: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Nobody else posts it before: it is being posted, or its next try is due then. */
    claimedUntil: instant(),
    attempts: integer().notNull().default(0),
    /** A status or a code of the last post that was not taken; never the address. */
    problem: text(),
    /** Null while it is still to be posted. */
    outcome: text({ enum: ALERT_OUTCOMES }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('alerts_dedupe_unique').on(table.dedupeKey),
    index('alerts_created').on(table.createdAt),
    check('alerts_kind_known', oneOf('kind', ALERT_KINDS)),
    check('alerts_outcome_known', oneOf('outcome', ALERT_OUTCOMES)),
  ],
)
