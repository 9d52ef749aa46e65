import type { PlatformPermission } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { showToast } from '../../ui/toast.ts'

/**
 * Leads to a platform's consent page, for the connected account or for one to choose, with what is asked for besides,
 * and from there to `returnTo`.
 * Pending until the browser has left.
 */
export function useConnect(
  platform: Platform,
  returnTo: string,
  { chooseAccount = false, permissions }: { chooseAccount?: boolean; permissions?: PlatformPermission[] } = {},
) {
  const queryClient = useQueryClient()
  const start = useMutation(
    trpc.connections.start.mutationOptions({
      onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  const { reset } = start
  useEffect(() => {
    // Whoever turns back gets this page as it was left, with a button that would stay busy.
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return
      reset()
      void queryClient.invalidateQueries({ refetchType: 'active' })
    }
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [reset, queryClient])
  return {
    connect: () =>
      start.mutate({
        platform,
        returnTo,
        ...(chooseAccount && { chooseAccount }),
        ...(permissions && { permissions }),
      }),
    // Success means the other site is on its way: the button stays busy until this page is gone.
    isPending: start.isPending || start.isSuccess,
  }
}
