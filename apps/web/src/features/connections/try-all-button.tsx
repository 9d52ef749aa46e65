import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.ts'

/** Tries every link that is still missing at once, instead of each at its own next time. */
export function TryAllButton() {
  const queryClient = useQueryClient()
  const repair = useMutation(
    trpc.meetings.repairMine.mutationOptions({
      onSuccess: async ({ count }) => {
        await queryClient.invalidateQueries({ refetchType: 'active' })
        showToast({
          text:
            count === 0 ? 'No link is missing any more.' : `Trying ${count === 1 ? '1 link' : `${count} links`} now.`,
        })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button onPress={() => repair.mutate()} isPending={repair.isPending}>
      Try all now
    </Button>
  )
}
