import type { AppRouter } from '@foyer/api/router'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCLink } from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { queryClient } from './query-client.ts'

const url = '/api/trpc'

// Infinite queries add the direction they page in; ours go forward only, and the API refuses keys it does not know.
const withoutDirection: TRPCLink<AppRouter> = () => {
  return ({ op, next }) => {
    if (op.type !== 'query' || !isRecord(op.input) || !('direction' in op.input)) return next(op)
    const { direction: _, ...input } = op.input
    return next({ ...op, input })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The API as plain calls, for what goes round the cache. */
export const client = createTRPCClient<AppRouter>({
  links: [
    withoutDirection,
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: httpBatchLink({ url, maxItems: 10 }),
    }),
  ],
})

/** The API as options for TanStack Query: `useSuspenseQuery(trpc.sessions.get.queryOptions({ id }))`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient })
