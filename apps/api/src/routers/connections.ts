import { cancelStart } from '@foyer/core/connections/cancel-start'
import { disconnectPlatform } from '@foyer/core/connections/disconnect-platform'
import { getRoom } from '@foyer/core/connections/find-room'
import { keepAccount } from '@foyer/core/connections/keep-account'
import { listConnections } from '@foyer/core/connections/list-connections'
import { setDefaultPlatform } from '@foyer/core/connections/set-default-platform'
import { setRoom } from '@foyer/core/connections/set-room'
import { startConnection } from '@foyer/core/connections/start-connection'
import { switchAccount } from '@foyer/core/connections/switch-account'
import { testConnection } from '@foyer/core/connections/test-connection'
import { useFallbackOf } from '@foyer/core/fallback/use-fallback-of'
import { disconnectSchema, platformSchema, startConnectionSchema } from '@foyer/shared/connection-schema'
import { setRoomSchema } from '@foyer/shared/room-schema'
import { connectionCookie } from '../http/connection-cookie.ts'
import { providerProcedure, router } from '../trpc.ts'

export const connectionsRouter = router({
  list: providerProcedure.query(({ ctx }) => listConnections(ctx.acting)),
  start: providerProcedure.input(startConnectionSchema).mutation(async ({ ctx, input }) => {
    const { authorizationUrl, cookie } = await startConnection(ctx.acting, input)
    const { name, attributes } = connectionCookie(ctx.core.config.appUrl, input.platform)
    if (cookie !== '') ctx.setCookie(name, cookie, attributes)
    return { authorizationUrl }
  }),
  cancelStart: providerProcedure.input(platformSchema).mutation(({ ctx, input }) => cancelStart(ctx.acting, input)),
  keepAccount: providerProcedure.input(platformSchema).mutation(({ ctx, input }) => keepAccount(ctx.acting, input)),
  switchAccount: providerProcedure.input(platformSchema).mutation(({ ctx, input }) => switchAccount(ctx.acting, input)),
  setDefault: providerProcedure
    .input(platformSchema)
    .mutation(({ ctx, input }) => setDefaultPlatform(ctx.acting, input)),
  disconnect: providerProcedure
    .input(disconnectSchema)
    .mutation(({ ctx, input }) => disconnectPlatform(ctx.acting, input)),
  useFallback: providerProcedure.input(platformSchema).mutation(({ ctx, input }) => useFallbackOf(ctx.acting, input)),
  room: providerProcedure.query(({ ctx }) => getRoom(ctx.acting)),
  setRoom: providerProcedure.input(setRoomSchema).mutation(({ ctx, input }) => setRoom(ctx.acting, input)),
  test: providerProcedure.input(platformSchema).mutation(({ ctx, input }) => testConnection(ctx.acting, input)),
})
