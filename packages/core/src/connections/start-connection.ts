import { connections } from '@foyer/db/schema'
import type { StartConnectionInput } from '@foyer/shared/connection-schema'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { actingProvider, platformOf } from './acting-provider.ts'
import { beginFlow, codeChallengeOf } from './connection-flow.ts'
import { permissionsToAsk } from './optional-permissions.ts'

export const INTEGRATIONS_PATH = '/dashboard/integrations'

/** Our callback of a platform; built from the configured address, never from a request's headers. */
export const redirectUriOf = (appUrl: string, platform: Platform) => `${appUrl}/api/connections/${platform}/callback`

/** A room of one's own is set on a page of ours: nobody else has to be asked for it. */
function roomPage({ config }: Context, returnTo: string | undefined): string {
  const page = new URL(`${config.appUrl}${INTEGRATIONS_PATH}/room`)
  if (returnTo) page.searchParams.set('returnTo', returnTo)
  return page.href
}

/**
 * Where to send the provider for consent, and the sealed cookie that the callback needs (HTTP-only, ten minutes), empty
 * where the page is our own.
 */
export async function startConnection(
  ctx: Context,
  input: StartConnectionInput,
): Promise<{ authorizationUrl: string; cookie: string }> {
  const userId = actingProvider(ctx)
  const platform = platformOf(ctx, input.platform)
  if (input.platform === 'custom_room') return { authorizationUrl: roomPage(ctx, input.returnTo), cookie: '' }
  const [known] = await ctx.db
    .select({
      accountEmail: connections.accountEmail,
      permissions: connections.permissions,
      lostPermissions: connections.lostPermissions,
    })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, input.platform)))
  const permissions = permissionsToAsk(platform, known, input.permissions)
  const { flow, cookie } = await beginFlow(ctx, {
    platform: input.platform,
    userId,
    returnTo: input.returnTo ?? INTEGRATIONS_PATH,
    permissions,
  })
  const authorizationUrl = platform.authorizationUrl({
    redirectUri: redirectUriOf(ctx.config.appUrl, input.platform),
    state: flow.state,
    codeChallenge: codeChallengeOf(flow.codeVerifier),
    permissions,
    ...(input.chooseAccount ? { chooseAccount: true } : { loginHint: known?.accountEmail ?? undefined }),
  })
  return { authorizationUrl, cookie }
}
