import { connectionSecrets, connections, meetings, sessions, sparePermissions, users } from '@foyer/db/schema'
import { and, asc, count, eq, gt, min, ne } from 'drizzle-orm'
import { inspectSecret } from '../connections/secrets.ts'
import { inspectSpare } from '../connections/spare-permissions.ts'
import type { Core } from '../context.ts'
import type { Seal } from '../security/keyring.ts'
import type { ConnectionFacts } from './judge-connections.ts'

type Reader = Pick<Core, 'db' | 'now' | 'keyring'>

/** Every connection there is, with what waits for it and the state of its secret. Opens the tokens and drops them. */
export async function loadConnections(ctx: Reader, providerId: string | null): Promise<ConnectionFacts[]> {
  const rows = await ctx.db
    .select({ connection: connections, email: users.email, secret: connectionSecrets })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.userId))
    .leftJoin(connectionSecrets, eq(connectionSecrets.connectionId, connections.id))
    .where(providerId ? eq(connections.userId, providerId) : undefined)
    .orderBy(asc(users.email), asc(connections.platform))
  const waiting = await loadWaiting(ctx)
  return rows.map(({ connection, email, secret }) => {
    const { userId, platform, status, reason, statusChangedAt } = connection
    const affected = waiting.find((group) => group.userId === userId && group.platform === platform)
    return {
      provider: email,
      platform,
      status,
      reason,
      since: statusChangedAt,
      sessionsAffected: affected?.count ?? 0,
      firstAffectedAt: affected?.first ?? null,
      secret: secret && {
        accessTokenExpiresAt: secret.accessTokenExpiresAt,
        refreshLeaseUntil: secret.refreshLeaseUntil,
        hasRefreshToken: secret.refreshToken !== null,
        seals: inspectSecret(ctx, secret),
      },
    }
  })
}

/** How every stored token can be opened, whoever it belongs to. */
export async function loadSeals(ctx: Reader): Promise<Seal[]> {
  const secrets = await ctx.db.select().from(connectionSecrets).orderBy(asc(connectionSecrets.connectionId))
  const spares = await ctx.db.select().from(sparePermissions).orderBy(asc(sparePermissions.id))
  return [
    ...secrets.flatMap((secret) => inspectSecret(ctx, secret)),
    ...spares.flatMap((spare) => inspectSpare(ctx, spare)),
  ]
}

/** Coming sessions whose link waits for a platform, by provider and platform. */
const loadWaiting = ({ db, now }: Reader) =>
  db
    .select({
      userId: sessions.providerId,
      platform: meetings.platform,
      count: count(),
      first: min(sessions.startsAt),
    })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        gt(sessions.endsAt, now()),
        eq(sessions.status, 'scheduled'),
        eq(meetings.source, 'platform'),
        ne(meetings.status, 'ready'),
      ),
    )
    .groupBy(sessions.providerId, meetings.platform)
