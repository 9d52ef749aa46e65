import { connections, meetings, sessions, users } from '@foyer/db/schema'
import type { AdminConnectionDto } from '@foyer/shared/admin'
import type { ListAdminConnectionsInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, count, desc, eq, inArray, notInArray } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { isComing, withoutLink } from './without-link.ts'

/** Everybody's connections, the latest change of status first. Throws `role_required`, or `input_invalid` for a foreign cursor. */
export async function listAdminConnections(
  ctx: Context,
  { needsSomebody, cursor }: ListAdminConnectionsInput,
): Promise<Page<AdminConnectionDto>> {
  requireRole(ctx, 'admin')
  const rows = await ctx.db
    .select({
      id: connections.id,
      provider: { id: users.id, name: users.name },
      platform: connections.platform,
      status: connections.status,
      reason: connections.reason,
      accountEmail: connections.accountEmail,
      statusChangedAt: connections.statusChangedAt,
      checkedAt: connections.checkedAt,
    })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.userId))
    .where(
      and(
        needsSomebody ? notInArray(connections.status, [...USABLE_CONNECTION_STATUSES]) : undefined,
        behind(cursor, { at: connections.statusChangedAt, id: connections.id }, 'descending'),
      ),
    )
    .orderBy(desc(connections.statusChangedAt), desc(connections.id))
    .limit(PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ statusChangedAt, id }) => ({ at: statusChangedAt, id }))
  const affected = await countAffected(
    ctx,
    items.map(({ provider }) => provider.id),
  )
  return {
    items: items.map(({ statusChangedAt, checkedAt, ...connection }) => ({
      ...connection,
      statusChangedAt: statusChangedAt.toISOString(),
      checkedAt: checkedAt?.toISOString() ?? null,
      sessionsAffected: affected(connection.provider.id, connection.platform),
    })),
    nextCursor,
  }
}

/** How many coming sessions of these providers wait for a link, by platform; one query for the whole page. */
async function countAffected({ db, now }: Context, providerIds: string[]) {
  if (providerIds.length === 0) return () => 0
  const rows = await db
    .select({ providerId: sessions.providerId, platform: meetings.platform, count: count() })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(inArray(sessions.providerId, providerIds), isComing(now()), withoutLink, eq(meetings.source, 'platform')),
    )
    .groupBy(sessions.providerId, meetings.platform)
  return (providerId: string, platform: string) =>
    rows.find((row) => row.providerId === providerId && row.platform === platform)?.count ?? 0
}
