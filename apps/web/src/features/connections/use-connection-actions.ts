import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { showToast } from '../../ui/toast.ts'

/** What a provider can do about a connection without leaving the page; each reads everything anew and says a refusal once. */
export function useConnectionActions() {
  const queryClient = useQueryClient()
  const then = {
    onSuccess: () => queryClient.invalidateQueries({ refetchType: 'active' }),
    onError: (error: unknown) => showToast({ tone: 'brick', text: problemOf(error).message }),
  }
  return {
    cancelStart: useMutation(trpc.connections.cancelStart.mutationOptions(then)),
    keepAccount: useMutation(trpc.connections.keepAccount.mutationOptions(then)),
    switchAccount: useMutation(trpc.connections.switchAccount.mutationOptions(then)),
  }
}
