import { connections } from '@foyer/db/schema'
import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { actingProvider } from './acting-provider.ts'
import { countAhead } from './let-meetings-go.ts'
import { listWaitingStarts } from './repair-meetings.ts'

type ConnectionRow = typeof connections.$inferSelect

/** One entry a platform, in their fixed order, connected or not. */
export async function listConnections(ctx: Context): Promise<ConnectionDto[]> {
  const userId = actingProvider(ctx)
  const rows = await ctx.db.select().from(connections).where(eq(connections.userId, userId))
  return Promise.all(PLATFORMS.map((platform) => toConnectionDto(ctx, userId, platform, rows)))
}

/** One platform's entry of a provider. */
export async function getConnection(ctx: Context, userId: string, platform: Platform): Promise<ConnectionDto> {
  const rows = await ctx.db.select().from(connections).where(eq(connections.userId, userId))
  return toConnectionDto(ctx, userId, platform, rows)
}

async function toConnectionDto(
  ctx: Context,
  userId: string,
  platform: Platform,
  rows: ConnectionRow[],
): Promise<ConnectionDto> {
  const row = rows.find((candidate) => candidate.platform === platform)
  const waiting = await listWaitingStarts(ctx, userId, platform)
  return {
    platform,
    status: row?.status ?? 'not_connected',
    accountEmail: row?.accountEmail ?? null,
    scopes: row?.scopes ?? [],
    reason: row?.reason ?? null,
    checkedAt: row?.checkedAt?.toISOString() ?? null,
    sessionsAffected: waiting.length,
    firstAffectedAt: waiting[0]?.toISOString() ?? null,
    sessionsAhead: await countAhead(ctx, { userId, platform }),
    statusChangedAt: row?.statusChangedAt.toISOString() ?? null,
    available: ctx.platforms[platform] !== undefined,
  }
}
