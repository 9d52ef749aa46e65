import { connectionSecrets, connections } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import { meetingsLeaving } from '@foyer/shared/connections'
import { eq } from 'drizzle-orm'
import { closeChannels } from '../channels/close-channels.ts'
import { type Context, SYSTEM } from '../context.ts'
import { forgetBusyTimes } from '../own-calendar/calendar-access.ts'
import { SealBroken } from '../security/keyring.ts'
import { accountInUse } from './account-in-use.ts'
import { countLeaving } from './let-meetings-go.ts'
import { markConnection } from './mark-connection.ts'
import { findSecret, openToken } from './secrets.ts'
import { promoteChosen } from './switch-account.ts'

/** The platform is asked this often over some hours; then the tokens are wiped all the same. */
const MOST_ATTEMPTS = 12
const FIRST_DELAY_MS = 4000
/** Meetings that could not be removed by then stay at the platform, with links that work. */
const LONGEST_LEAVING_MS = 60 * 60_000

type ConnectionRow = typeof connections.$inferSelect

/**
 * Ends the permission of a disconnecting connection at the platform, then wipes its tokens; first it lets the meetings
 * leave that are to. Does nothing when the provider has connected again meanwhile, and spares a permission that somebody else's connection shares.
 */
export async function revokeConnection(core: Context, job: { connectionId: string; attempt: number }): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const [connection] = await ctx.db.select().from(connections).where(eq(connections.id, job.connectionId))
  if (connection?.status !== 'disconnecting') return
  const waitUntil = await waitsForMeetings(ctx, connection)
  if (waitUntil) {
    await ctx.queue.enqueue(ctx.db, 'connection.revoke', job, { startAfter: waitUntil })
    return
  }
  if (await switchOver(ctx, connection.id)) return
  await stopWatching(ctx, connection)
  const isEnded = (await isShared(ctx, connection)) || (await endPermission(ctx, connection))
  if (!isEnded && job.attempt < MOST_ATTEMPTS) {
    const delayMs = ctx.random() * FIRST_DELAY_MS * 2 ** job.attempt
    await ctx.queue.enqueue(
      ctx.db,
      'connection.revoke',
      { connectionId: connection.id, attempt: job.attempt + 1 },
      { startAfter: new Date(ctx.now().getTime() + delayMs) },
    )
    return
  }
  await wipe(ctx, connection.id, isEnded ? null : 'revoke_unconfirmed')
}

/** When to look again whether the last meeting has left the platform; null when nothing has to be waited for any more. */
async function waitsForMeetings(ctx: Context, connection: ConnectionRow): Promise<Date | null> {
  if (!meetingsLeaving(connection)) return null
  const now = ctx.now().getTime()
  const elapsedMs = now - connection.statusChangedAt.getTime()
  if (elapsedMs >= LONGEST_LEAVING_MS || (await countLeaving(ctx, connection)) === 0) return null
  return new Date(now + Math.min(Math.max(elapsedMs / 4, 1000), 60_000))
}

/** Where another account was chosen, it takes the place of the one whose rooms have left. */
const switchOver = (ctx: Context, connectionId: string): Promise<boolean> =>
  ctx.db.transaction(async (tx) => {
    const [still] = await tx.select().from(connections).where(eq(connections.id, connectionId)).for('no key update')
    return still?.status === 'disconnecting' && (await promoteChosen(ctx, tx, still))
  })

async function wipe(ctx: Context, connectionId: string, reason: string | null): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [still] = await tx
      .select({ status: connections.status })
      .from(connections)
      .where(eq(connections.id, connectionId))
      .for('no key update')
    if (still?.status !== 'disconnecting') return
    await forgetBusyTimes(tx, connectionId)
    await tx.delete(connectionSecrets).where(eq(connectionSecrets.connectionId, connectionId))
    await tx
      .update(connections)
      .set({ scopes: [], permissions: [], lostPermissions: [] })
      .where(eq(connections.id, connectionId))
    await markConnection(ctx, tx, connectionId, { status: 'not_connected', reason })
  })
}

/** While the permission is still there to do it with; of one that cannot be opened the channels run out by themselves. */
async function stopWatching(ctx: Context, { id, platform, accountSubject }: ConnectionRow): Promise<void> {
  const secret = await findSecret(ctx.db, id)
  if (!secret || accountSubject === null) return
  const { accessTokenExpiresAt, refreshToken } = secret
  const open = () => ({
    accessToken: openToken(ctx, id, 'access_token', secret.accessToken),
    accessTokenExpiresAt,
    refreshToken: refreshToken && openToken(ctx, id, 'refresh_token', refreshToken),
  })
  await closeChannels(ctx, ctx.platforms[platform], { connectionId: id, accountSubject }, open)
}

async function isShared(ctx: Context, { id, platform, accountSubject }: ConnectionRow): Promise<boolean> {
  return accountSubject !== null && accountInUse(ctx, { platform, accountSubject }, { connectionId: id })
}

async function endPermission(ctx: Context, connection: ConnectionRow): Promise<boolean> {
  const platform = ctx.platforms[connection.platform]
  const secret = await findSecret(ctx.db, connection.id)
  if (!platform || !secret?.refreshToken) return true
  try {
    await platform.revokeTokens(openToken(ctx, connection.id, 'refresh_token', secret.refreshToken))
    return true
  } catch (error) {
    if (error instanceof SealBroken) return true
    if (!(error instanceof PlatformError)) throw error
    return false
  }
}
