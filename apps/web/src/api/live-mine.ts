import { useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useLiveFallback } from './live.ts'
import { trpc } from './trpc.ts'

/** Reads anew whatever is on the page after every change of anything of the reader's, wherever it was made. */
export function useLiveMine(): { isReconnecting: boolean } {
  const queryClient = useQueryClient()
  const refetch = () => void queryClient.invalidateQueries({ refetchType: 'active' })
  const subscription = useSubscription(trpc.changes.onMine.subscriptionOptions(undefined, { onData: refetch }))
  return useLiveFallback(subscription, refetch)
}
