import { connectionSecrets, connections } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import { openToken } from '../connections/secrets.ts'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { endConnection } from './end-connection.ts'

interface EndedToken {
  platform: Platform
  /** Whether the platform speaks of this refresh token, which it names by a part or a hash of it. */
  isMeant: (refreshToken: string) => boolean
  endedAt: Date
}

/** So many secrets are in memory at once, and each is open for no longer than it is compared. */
const PAGE = 100

/** Ends the connection whose refresh token the platform no longer accepts. Returns how many it concerned. */
export async function endToken(ctx: Context, { platform, isMeant, endedAt }: EndedToken): Promise<number> {
  const matches = ({ connectionId, refreshToken }: { connectionId: string; refreshToken: string | null }) =>
    refreshToken !== null && isOpenAndMeant(ctx, { connectionId, refreshToken }, isMeant)
  let ended = 0
  for (let after: string | null = null; ; ) {
    const page: { connectionId: string; refreshToken: string | null }[] = await ctx.db
      .select({ connectionId: connectionSecrets.connectionId, refreshToken: connectionSecrets.refreshToken })
      .from(connectionSecrets)
      .innerJoin(connections, eq(connections.id, connectionSecrets.connectionId))
      .where(
        and(
          eq(connections.platform, platform),
          isNotNull(connectionSecrets.refreshToken),
          after === null ? undefined : gt(connectionSecrets.connectionId, after),
        ),
      )
      .orderBy(asc(connectionSecrets.connectionId))
      .limit(PAGE)
    for (const { connectionId } of page.filter(matches)) {
      await endConnection(ctx, connectionId, { endedAt }, ({ secret }) => secret !== null && matches(secret))
      ended += 1
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return ended
    after = last.connectionId
  }
}

function isOpenAndMeant(
  ctx: Context,
  { connectionId, refreshToken }: { connectionId: string; refreshToken: string },
  isMeant: EndedToken['isMeant'],
): boolean {
  try {
    return isMeant(openToken(ctx, connectionId, 'refresh_token', refreshToken))
  } catch (error) {
    // One that nobody can open is found out by its next use.
    if (error instanceof SealBroken) return false
    throw error
  }
}
