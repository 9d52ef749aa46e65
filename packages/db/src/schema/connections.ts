import { CONNECTION_STATUSES, PLATFORM_PERMISSIONS, SPARE_PERMISSION_STATUSES } from '@foyer/shared/connections'
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf, updatedAt } from './columns.ts'
import { platform } from './platforms.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

export const connections = pgTable(
  'connections',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    platform: platform().notNull(),
    status: text({ enum: CONNECTION_STATUSES }).notNull(),
    /** The platform's stable key of the account; the e-mail is only for people. */
    accountSubject: text(),
    accountEmail: text(),
    /** What people know it by where it has no e-mail: the host of a room of one's own. */
    accountLabel: text(),
    scopes: text().array().notNull().default(sql`'{}'`),
    /** What the provider allows besides making meetings, and what of it the platform has taken back since. */
    permissions: text({ enum: PLATFORM_PERMISSIONS }).array().notNull().default(sql`'{}'`),
    lostPermissions: text({ enum: PLATFORM_PERMISSIONS }).array().notNull().default(sql`'{}'`),
    /** A code; null while all is well. */
    reason: text(),
    checkedAt: instant(),
    /** When calls are let through again; null while nothing holds them back. */
    resumesAt: instant(),
    /** Until when the account may make and change no rooms, by the platform's daily limit. */
    writesHeldUntil: instant(),
    /** When the account was last looked through for objects that no meeting points at. */
    orphansCheckedAt: instant(),
    statusChangedAt: instant().notNull().defaultNow(),
    /** When the permission in use was given; null while there is none, or it is older than this column. */
    permissionGivenAt: instant(),
    /** When the platform ends the permission by itself; null where it names no end. */
    permissionEndsAt: instant(),
    /** Since when the platform refuses our own set-up; that is never the connection's fault, so no status says it. */
    setUpRefusedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('connections_user_platform_unique').on(table.userId, table.platform),
    // Not unique: two people may share one account; the card says so, and disconnecting spares the other's permission.
    index('connections_account').on(table.platform, table.accountSubject),
    check('connections_status_known', oneOf('status', CONNECTION_STATUSES)),
  ],
)

/** The tokens, encrypted; apart from `connections` so that no ordinary query can touch them. */
export const connectionSecrets = pgTable('connection_secrets', {
  connectionId: uuid()
    .primaryKey()
    .references(() => connections.id, { onDelete: 'cascade' }),
  accessToken: text().notNull(),
  refreshToken: text(),
  accessTokenExpiresAt: instant().notNull(),
  /** Raised with every new pair of tokens. */
  version: integer().notNull().default(1),
  /** Raised by whoever takes the refresh lease; a late holder's write no longer matches it. */
  refreshEpoch: integer().notNull().default(0),
  refreshLeaseUntil: instant(),
  updatedAt: updatedAt(),
})

/** An authorization under way; single use, at most ten minutes. Holds the hash of the state, never the state. */
export const connectionFlows = pgTable(
  'connection_flows',
  {
    stateHash: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    platform: platform().notNull(),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.userId)],
)

/**
 * A permission of an account beside the one that a connection uses, encrypted: `offered` to take its place, `chosen`
 * while the rooms in the old account are removed, `ending` until it was given back at the platform.
 */
export const sparePermissions = pgTable(
  'spare_permissions',
  {
    id: id(),
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    status: text({ enum: SPARE_PERMISSION_STATUSES }).notNull(),
    accountSubject: text().notNull(),
    accountEmail: text().notNull(),
    scopes: text().array().notNull(),
    accessToken: text().notNull(),
    accessTokenExpiresAt: instant().notNull(),
    refreshToken: text(),
    permissionEndsAt: instant(),
    /** An offer that nobody answers is given back then; one that is being given back is tried again then. */
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('spare_permissions_one_open').on(table.connectionId).where(sql`status <> 'ending'`),
    index('spare_permissions_connection').on(table.connectionId),
    check('spare_permissions_status_known', oneOf('status', SPARE_PERMISSION_STATUSES)),
  ],
)

/** The sessions whose links a connection makes again since it was mended, so that the progress survives a reload. */
export const connectionRepairs = pgTable(
  'connection_repairs',
  {
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    startedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.sessionId] }),
    index('connection_repairs_session').on(table.sessionId),
  ],
)
