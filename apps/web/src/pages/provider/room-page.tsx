import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { withoutPause } from '../../features/rooms/room-copy.ts'
import { RoomForm } from '../../features/rooms/room-form.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { showToast } from '../../ui/toast.ts'

/** A room of one's own, set up or changed. `returnTo` is a path of ours, checked by the route. */
export function RoomPage({ returnTo }: { returnTo: string | undefined }) {
  useTitle('Your own room')
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: room } = useSuspenseQuery(trpc.connections.room.queryOptions())
  const { data: services } = useSuspenseQuery(trpc.services.mine.queryOptions())
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const connection = connections.find(({ platform }) => platform === 'custom_room')
  const save = useMutation(
    trpc.connections.setRoom.mutationOptions({
      onSuccess: async ({ sessionsAffected }) => {
        await queryClient.invalidateQueries({ refetchType: 'active' })
        router.history.push(returnTo ?? paths.dashboardIntegrations())
        const text = room ? 'Your room is saved.' : 'Your own room is set up.'
        showToast({ tone: 'pine', text: sessionsAffected > 0 ? `${text} Links are on their way.` : text })
      },
    }),
  )
  // The same object until the next try: the form moves focus once per refusal.
  const problem = useMemo(() => (save.error ? problemOf(save.error) : null), [save.error])
  if (!connection) return null
  return (
    <div className="space-y-6">
      <PageTitle
        eyebrow={<TextLink href={paths.dashboardIntegrations(returnTo)}>Integrations</TextLink>}
        title="Your own room"
        lead="No account has to be connected: say where sessions meet, and each gets its link at once."
      />
      <RoomForm
        room={room}
        connection={connection}
        unpaused={withoutPause(services)}
        onSave={(next) => save.mutate(next)}
        isPending={save.isPending}
        problem={problem}
      />
    </div>
  )
}
