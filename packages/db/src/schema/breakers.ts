import { BREAKER_REASONS, BREAKER_STATES } from '@foyer/shared/breakers'
import { sql } from 'drizzle-orm'
import { boolean, check, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, updatedAt } from './columns.ts'

/** What keeps calls from an account or a platform that fails; where all is well there is no row. */
export const breakers = pgTable(
  'breakers',
  {
    /** `connection:<uuid>` or `platform:<name>`. */
    scope: text().primaryKey(),
    state: text({ enum: BREAKER_STATES }).notNull().default('closed'),
    /** Counted while it is closed; any answer ends the count. */
    failures: integer().notNull().default(0),
    countingSince: instant(),
    /** Whose calls failed while it was closed, as far as it matters; only of a platform. */
    failedConnections: uuid().array().notNull().default(sql`'{}'`),
    reason: text({ enum: BREAKER_REASONS }),
    /** Times that it opened without an answer in between. */
    opens: integer().notNull().default(0),
    openedAt: instant(),
    openUntil: instant(),
    /** The platform itself named that time, so that nobody comes earlier. */
    isNamed: boolean().notNull().default(false),
    /** The end of the lease of the one call that is let through; a killed caller blocks nobody for longer. */
    probeUntil: instant(),
    /** Raised with each such call; the outcome of an earlier one changes nothing any more. */
    probeEpoch: integer().notNull().default(0),
    updatedAt: updatedAt(),
  },
  () => [
    check('breakers_state_known', oneOf('state', BREAKER_STATES)),
    check('breakers_reason_known', oneOf('reason', BREAKER_REASONS)),
    check('breakers_scope_known', sql`scope like 'connection:%' or scope like 'platform:%'`),
    check(
      'breakers_open_has_end',
      sql`state = 'closed' or (reason is not null and opened_at is not null and open_until is not null)`,
    ),
    check('breakers_half_open_has_end', sql`state <> 'half_open' or probe_until is not null`),
  ],
)
