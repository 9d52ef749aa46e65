import { createHash, randomBytes } from 'node:crypto'
import { connectionFlows } from '@foyer/db/schema'
import { PLATFORM_PERMISSIONS, type PlatformPermission } from '@foyer/shared/connections'
import { FoyerError } from '@foyer/shared/errors'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { and, eq, gt, lt } from 'drizzle-orm'
import * as z from 'zod'
import type { Context } from '../context.ts'

/** An authorization is worth this long (RFC 9700: short-lived, bound to the browser that began it, used once). */
export const FLOW_MS = 10 * 60_000

const COOKIE_PLACE = 'connection-flow'

const flowSchema = z.strictObject({
  state: z.string(),
  codeVerifier: z.string(),
  platform: z.enum(PLATFORMS),
  userId: z.string(),
  returnTo: z.string(),
  /** Asked for besides what is needed. */
  permissions: z.array(z.enum(PLATFORM_PERMISSIONS)).default([]),
})
type ConnectionFlow = z.infer<typeof flowSchema>

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** The PKCE S256 challenge of a verifier (RFC 7636). */
export const codeChallengeOf = sha256

/** Begins an authorization: state and verifier go into the sealed cookie, only the state's hash into the database. */
export async function beginFlow(
  ctx: Context,
  begun: { platform: Platform; userId: string; returnTo: string; permissions: PlatformPermission[] },
): Promise<{ flow: ConnectionFlow; cookie: string }> {
  const now = ctx.now()
  const flow: ConnectionFlow = {
    ...begun,
    state: randomBytes(32).toString('base64url'),
    codeVerifier: randomBytes(48).toString('base64url'),
  }
  await ctx.db.delete(connectionFlows).where(lt(connectionFlows.expiresAt, now))
  await ctx.db.insert(connectionFlows).values({
    stateHash: sha256(flow.state),
    userId: begun.userId,
    platform: begun.platform,
    expiresAt: new Date(now.getTime() + FLOW_MS),
  })
  return { flow, cookie: ctx.keyring.seal(JSON.stringify(flow), COOKIE_PLACE) }
}

/** Ends an authorization and gives back what it began with. Throws `connection_flow_invalid` for any other callback. */
export async function endFlow(
  ctx: Context,
  ended: { platform: Platform; userId: string; state: string | undefined; cookie: string | undefined },
): Promise<ConnectionFlow> {
  const flow = openCookie(ctx, ended.cookie)
  const belongs =
    flow !== null && flow.platform === ended.platform && flow.userId === ended.userId && flow.state === ended.state
  if (!belongs) throw new FoyerError('connection_flow_invalid')
  const used = await ctx.db
    .delete(connectionFlows)
    .where(
      and(
        eq(connectionFlows.stateHash, sha256(flow.state)),
        eq(connectionFlows.userId, flow.userId),
        gt(connectionFlows.expiresAt, ctx.now()),
      ),
    )
    .returning({ stateHash: connectionFlows.stateHash })
  if (used.length === 0) throw new FoyerError('connection_flow_invalid')
  return flow
}

function openCookie(ctx: Context, cookie: string | undefined): ConnectionFlow | null {
  if (!cookie) return null
  try {
    return flowSchema.parse(JSON.parse(ctx.keyring.open(cookie, COOKIE_PLACE)))
  } catch {
    return null
  }
}
