import { connectionFlows, connections } from '@foyer/db/schema'
import { type ConnectionDto, type ConnectionStatus, connectionIsUsable, DAILY_LIMIT } from '@foyer/shared/connections'
import { MEETING_REASON_OWNERS } from '@foyer/shared/meetings'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { and, eq, gt, max } from 'drizzle-orm'
import { findPlatformHold } from '../breakers/find-platform-hold.ts'
import type { Context } from '../context.ts'
import { countBackups } from '../fallback/use-fallback-of.ts'
import { actingProvider } from './acting-provider.ts'
import { findDefaultPlatform } from './default-platform.ts'
import { countAhead } from './let-meetings-go.ts'
import { describePermissions } from './optional-permissions.ts'
import { listWaiting } from './repair-meetings.ts'
import { findRepair } from './repair-progress.ts'
import { findSpare } from './spare-permissions.ts'
import { countWritesToday } from './writes-today.ts'

type ConnectionRow = typeof connections.$inferSelect

/** One entry a platform, in their fixed order, connected or not. */
export async function listConnections(ctx: Context): Promise<ConnectionDto[]> {
  const userId = actingProvider(ctx)
  const owner = await findOwner(ctx, userId)
  return Promise.all(PLATFORMS.map((platform) => toConnectionDto(ctx, owner, platform)))
}

/** One platform's entry of a provider. */
export async function getConnection(ctx: Context, userId: string, platform: Platform): Promise<ConnectionDto> {
  return toConnectionDto(ctx, await findOwner(ctx, userId), platform)
}

interface Owner {
  userId: string
  rows: ConnectionRow[]
  /** Where their new services meet. */
  defaultPlatform: Platform | null
}

const findOwner = async (ctx: Context, userId: string): Promise<Owner> => ({
  userId,
  rows: await ctx.db.select().from(connections).where(eq(connections.userId, userId)),
  defaultPlatform: await findDefaultPlatform(ctx, ctx.db, userId),
})

async function toConnectionDto(
  ctx: Context,
  { userId, rows, defaultPlatform }: Owner,
  platform: Platform,
): Promise<ConnectionDto> {
  const row = rows.find((candidate) => candidate.platform === platform)
  const waiting = await listWaiting(ctx, userId, platform)
  const held = row && (await howHeld(ctx, row))
  const stored = row?.status ?? 'not_connected'
  const isUsable = connectionIsUsable(stored)
  const connectingUntil = isUsable ? null : await findOpenFlow(ctx, userId, platform)
  return {
    platform,
    status: stored === 'not_connected' && connectingUntil ? 'connecting' : (held?.status ?? stored),
    accountEmail: row?.accountEmail ?? null,
    accountLabel: row?.accountLabel ?? null,
    scopes: row?.scopes ?? [],
    permissions: describePermissions(ctx.platforms[platform], row),
    reason: held?.reason ?? row?.reason ?? null,
    resumesAt: (held?.until ?? row?.resumesAt)?.toISOString() ?? null,
    checkedAt: row?.checkedAt?.toISOString() ?? null,
    sessionsAffected: waiting.length,
    sessionsBlocked: waiting.filter(({ reason }) => reason !== null && MEETING_REASON_OWNERS[reason] !== 'foyer')
      .length,
    firstAffectedAt: waiting[0]?.startsAt.toISOString() ?? null,
    sessionsWithBackup: waiting.length === 0 ? 0 : await countBackups(ctx, { userId, platform }),
    sessionsAhead: await countAhead(ctx, { userId, platform }),
    statusChangedAt: row?.statusChangedAt.toISOString() ?? null,
    connectingUntil,
    otherAccount: row ? await findOtherAccount(ctx, row) : null,
    permissionEndsAt: row?.permissionEndsAt?.toISOString() ?? null,
    isSetUpRefused:
      (row !== undefined && row.setUpRefusedAt !== null) || waiting.some(({ reason }) => reason === 'misconfigured'),
    writesToday: row && isUsable ? await countWritesToday(ctx, ctx.platforms[platform], row) : null,
    repair: row && isUsable ? await findRepair(ctx, row.id) : null,
    adminRequest: stored === 'blocked_by_admin' ? adminRequestOf(ctx, platform) : null,
    isDefault: platform === defaultPlatform,
    available: ctx.platforms[platform] !== undefined,
  }
}

/** A day that is used up, and the trouble of its platform where a connection has none of its own, are not in its status. */
async function howHeld(
  ctx: Context,
  { status, platform, writesHeldUntil }: ConnectionRow,
): Promise<{ status: ConnectionStatus; reason: string; until: Date } | null> {
  if (connectionIsUsable(status) && writesHeldUntil && writesHeldUntil > ctx.now())
    return { status: 'rate_limited', reason: DAILY_LIMIT, until: writesHeldUntil }
  const hold = status === 'connected' ? await findPlatformHold(ctx.db, platform) : null
  return hold && { ...hold, status: hold.reason === 'rate_limited' ? 'rate_limited' : 'degraded' }
}

/** Until when an authorization that was begun may still be answered; the last state stays on the row meanwhile. */
async function findOpenFlow(ctx: Context, userId: string, platform: Platform): Promise<string | null> {
  const [open] = await ctx.db
    .select({ until: max(connectionFlows.expiresAt) })
    .from(connectionFlows)
    .where(
      and(
        eq(connectionFlows.userId, userId),
        eq(connectionFlows.platform, platform),
        gt(connectionFlows.expiresAt, ctx.now()),
      ),
    )
  return open?.until?.toISOString() ?? null
}

async function findOtherAccount(ctx: Context, { id }: ConnectionRow): Promise<ConnectionDto['otherAccount']> {
  const spare = await findSpare(ctx, ctx.db, id)
  return (
    spare && {
      email: spare.accountEmail,
      step: spare.status === 'chosen' ? 'switching' : 'offered',
      until: spare.expiresAt.toISOString(),
    }
  )
}

function adminRequestOf(ctx: Context, platform: Platform): ConnectionDto['adminRequest'] {
  const adapter = ctx.platforms[platform]
  return adapter ? { clientId: adapter.clientId, scopes: [...adapter.requestedScopes] } : null
}
