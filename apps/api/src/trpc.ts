import { FoyerError } from '@foyer/shared/errors'
import { initTRPC } from '@trpc/server'
import { actingAs, type RequestContext } from './request-context.ts'
import { describeRefusal, toTrpcError } from './trpc-errors.ts'

/** Who may call a procedure at all; what they may do with an object is decided in the use-case. */
export type Policy = 'public' | 'signed_in' | 'provider' | 'admin'

const t = initTRPC
  .context<RequestContext>()
  .meta<{ policy: Policy }>()
  .create({
    // Stacks never leave the house, whatever NODE_ENV says.
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 20_000 } },
    errorFormatter({ shape, error, ctx }) {
      const requestId = ctx?.requestId ?? 'unknown'
      const { message, data } = describeRefusal(error, requestId)
      const { code, httpStatus, path } = shape.data
      return { code: shape.code, message, data: { code, httpStatus, path, requestId, ...data } }
    },
  })

const refusals = t.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw toTrpcError(result.error.cause instanceof FoyerError ? result.error.cause : result.error)
  return result
})

const asWhoeverAsks = t.middleware(async ({ ctx, next }) =>
  next({ ctx: { acting: actingAs(ctx.core, await ctx.signedIn()) } }),
)

const asPerson = (...roles: string[]) =>
  t.middleware(async ({ ctx, next }) => {
    const signedIn = await ctx.signedIn()
    if (!signedIn) throw new FoyerError('sign_in_required')
    if (roles.length > 0 && !roles.includes(signedIn.role)) throw new FoyerError('role_required')
    return next({ ctx: { acting: actingAs(ctx.core, signedIn), userId: signedIn.userId } })
  })

export const router = t.router

/** For everybody; may be called without signing in. */
export const publicProcedure = t.procedure.meta({ policy: 'public' }).use(refusals).use(asWhoeverAsks)

/** For whoever is signed in. */
export const signedInProcedure = t.procedure.meta({ policy: 'signed_in' }).use(refusals).use(asPerson())

/** For providers; an admin passes here, and the use-case asks for the public side. */
export const providerProcedure = t.procedure
  .meta({ policy: 'provider' })
  .use(refusals)
  .use(asPerson('provider', 'admin'))

/** For admins. */
export const adminProcedure = t.procedure.meta({ policy: 'admin' }).use(refusals).use(asPerson('admin'))

/** Refuses an address that asks too often, before any work is done. */
export const limited = t.middleware(async ({ ctx, next }) => {
  await ctx.checkRate()
  return next()
})
