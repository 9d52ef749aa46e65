import type { Queryable } from '@foyer/db/client'
import { busyCalendars, connections, providers, users } from '@foyer/db/schema'
import type { OwnCalendarDto } from '@foyer/shared/calendars'
import { connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { and, eq, inArray } from 'drizzle-orm'
import { type ProviderRow, requireProvider } from '../accounts/require-provider.ts'
import type { Context } from '../context.ts'
import { judgeCalendar } from './judge-calendar.ts'
import { knownCalendars } from './known-calendars.ts'

/** How the own calendar of whoever acts stands. Throws `sign_in_required` or `role_required`. */
export async function getOwnCalendar(ctx: Context, db: Queryable = ctx.db): Promise<OwnCalendarDto> {
  const provider = await requireProvider(ctx, db)
  const now = ctx.now()
  const [known] = await db
    .select({ calendars: knownCalendars })
    .from(providers)
    // In a query of one table columns go without its name, and the column's own query has several.
    .innerJoin(users, eq(users.id, providers.id))
    .where(eq(providers.id, provider.id))
  const { whenCalendarUnknown: whenUnknown, usesOwnCalendar: isUsed } = provider
  const { state, checkedAt } = judgeCalendar({ whenUnknown, calendars: known?.calendars ?? [] }, { now, until: now })
  return {
    ...(await findAccount(ctx, db, provider)),
    isUsed,
    whenUnknown,
    state,
    checkedAt: checkedAt?.toISOString() ?? null,
  }
}

type Account = Pick<OwnCalendarDto, 'platform' | 'accountEmail' | 'isAllowed' | 'unansweredSince'>

/** The account whose calendar is allowed, else one that could be. */
async function findAccount(ctx: Context, db: Queryable, { id }: ProviderRow): Promise<Account> {
  const withCalendar = PLATFORMS.filter((name) => ctx.platforms[name]?.optionalPermissions?.includes('busy_times'))
  const rows = await db
    .select({ connection: connections, failedSince: busyCalendars.failedSince })
    .from(connections)
    .leftJoin(busyCalendars, eq(busyCalendars.connectionId, connections.id))
    .where(and(eq(connections.userId, id), inArray(connections.platform, withCalendar)))
  const gave = ({ connection }: (typeof rows)[number]) =>
    [...connection.permissions, ...connection.lostPermissions].includes('busy_times')
  const found = rows.find(gave) ?? rows.find(({ connection }) => connection.status !== 'not_connected')
  if (!found) return { platform: withCalendar[0] ?? null, accountEmail: null, isAllowed: false, unansweredSince: null }
  return toAccount(found.connection, found.failedSince)
}

function toAccount(
  connection: typeof connections.$inferSelect,
  failedSince: Date | null,
): Account & { platform: Platform } {
  const { platform, accountEmail, permissions, status, statusChangedAt } = connection
  const holds = permissions.includes('busy_times')
  const isUsable = connectionIsUsable(status)
  const since = failedSince ?? (holds && !isUsable ? statusChangedAt : null)
  return { platform, accountEmail, isAllowed: holds && isUsable, unansweredSince: since?.toISOString() ?? null }
}
