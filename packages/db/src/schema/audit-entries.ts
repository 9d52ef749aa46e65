import { ACTOR_KINDS } from '@foyer/shared/accounts'
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, oneOf } from './columns.ts'

/** One row per change of state: who did what to which thing. Written, never changed. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: id(),
    at: createdAt(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorId: uuid(),
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    data: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
  },
  (table) => [
    index('audit_entries_subject').on(table.subjectType, table.subjectId, table.at),
    check('audit_entries_actor_known', oneOf('actor_kind', ACTOR_KINDS)),
  ],
)
