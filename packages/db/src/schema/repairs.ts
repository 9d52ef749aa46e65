import { REPAIR_ITEM_STATES, REPAIR_STATUSES, type RepairFilter } from '@foyer/shared/repairs'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant, oneOf } from './columns.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

/** A bulk repair that somebody asked for. */
export const repairRuns = pgTable(
  'repair_runs',
  {
    id: id(),
    name: text(),
    /** Null where single sessions were chosen. */
    filter: jsonb().$type<RepairFilter>(),
    /** What was chosen in one word; of each there is one repair under way at most. */
    scope: text().notNull(),
    status: text({ enum: REPAIR_STATUSES }).notNull().default('running'),
    startedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    abortedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [
    uniqueIndex('repair_runs_one_under_way').on(table.scope).where(sql`status = 'running'`),
    index('repair_runs_started').on(table.startedAt, table.id),
    check('repair_runs_status_known', oneOf('status', REPAIR_STATUSES)),
  ],
)

/** A session that was on the list when the repair began. What has become of it says its meeting. */
export const repairItems = pgTable(
  'repair_items',
  {
    runId: uuid()
      .notNull()
      .references(() => repairRuns.id, { onDelete: 'cascade' }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** So that no account gets more than its share of each second. */
    providerId: uuid().notNull(),
    /** The soonest first. */
    position: integer().notNull(),
    state: text({ enum: REPAIR_ITEM_STATES }).notNull().default('waiting'),
    askedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.sessionId] }),
    index('repair_items_session').on(table.sessionId),
    index('repair_items_waiting').on(table.runId, table.position).where(sql`state = 'waiting'`),
    index('repair_items_asked').on(table.askedAt).where(sql`asked_at is not null`),
    check('repair_items_state_known', oneOf('state', REPAIR_ITEM_STATES)),
  ],
)
