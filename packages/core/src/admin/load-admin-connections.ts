import { connectionSecrets, connections, meetings, sessions, users } from '@foyer/db/schema'
import type { AdminConnectionDto } from '@foyer/shared/admin'
import { and, count, desc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { isComing, withoutLink } from './without-link.ts'

/** Connections with their provider, the latest change of status first. Of the secrets only until when they are good. */
export const selectConnections = ({ db }: Context, where: SQL | undefined, limit: number) =>
  db
    .select({
      id: connections.id,
      provider: { id: users.id, name: users.name },
      platform: connections.platform,
      status: connections.status,
      reason: connections.reason,
      accountEmail: connections.accountEmail,
      accountLabel: connections.accountLabel,
      scopes: connections.scopes,
      statusChangedAt: connections.statusChangedAt,
      checkedAt: connections.checkedAt,
      accessUntil: connectionSecrets.accessTokenExpiresAt,
    })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.userId))
    .leftJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
    .where(where)
    .orderBy(desc(connections.statusChangedAt), desc(connections.id))
    .limit(limit)

type ConnectionRow = Awaited<ReturnType<typeof selectConnections>>[number]

/** The same as they are returned, with the sessions that wait for each. */
export async function toAdminConnections(ctx: Context, rows: ConnectionRow[]): Promise<AdminConnectionDto[]> {
  const affected = await countAffected(
    ctx,
    rows.map(({ provider }) => provider.id),
  )
  return rows.map(({ statusChangedAt, checkedAt, accessUntil, ...connection }) => ({
    ...connection,
    statusChangedAt: statusChangedAt.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
    accessUntil: accessUntil?.toISOString() ?? null,
    sessionsAffected: affected(connection.provider.id, connection.platform),
  }))
}

/** How many coming sessions of these providers wait for a link, by platform; one query for all of them. */
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
