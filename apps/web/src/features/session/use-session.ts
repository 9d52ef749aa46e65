import type { SessionDto } from '@foyer/shared/sessions'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useLiveFallback } from '../../api/live.ts'
import { trpc } from '../../api/trpc.ts'

/** A session that stays true by itself: pushed while the live connection stands, asked for while it does not. */
export function useSession(id: string): { session: SessionDto; isReconnecting: boolean } {
  const queryClient = useQueryClient()
  const options = trpc.sessions.get.queryOptions({ id })
  const { data: session, refetch } = useSuspenseQuery(options)
  const subscription = useSubscription(
    trpc.sessions.onChange.subscriptionOptions(
      { id },
      { onData: (event) => queryClient.setQueryData(options.queryKey, event.data) },
    ),
  )
  const { isReconnecting } = useLiveFallback(subscription, () => void refetch())
  return { session, isReconnecting }
}
