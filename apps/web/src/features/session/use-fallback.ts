import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { showToast } from '../../ui/toast.ts'

const tellProblem = (error: unknown) => showToast({ tone: 'brick', text: problemOf(error).message })

/** Has the backup of a session's service take over now. */
export function useUseFallback() {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.meetings.useFallback.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
        showToast({ tone: 'pine', text: 'The backup takes over. The door shows what comes of it.' })
      },
      onError: tellProblem,
    }),
  )
}

/** Gives a session that is with its backup back to its platform. */
export function useEndFallback() {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.meetings.endFallback.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() }),
      onError: tellProblem,
    }),
  )
}
