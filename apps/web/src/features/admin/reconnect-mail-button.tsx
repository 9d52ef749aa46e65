import type { AdminConnectionDto } from '@foyer/shared/admin'
import { LOST_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.ts'

/** Asks the provider of a lost connection to reconnect; nothing where the connection was not lost. */
export function ReconnectMailButton({ connection, isDense }: { connection: AdminConnectionDto; isDense?: boolean }) {
  const cache = useQueryClient()
  const { id, provider, status } = connection
  const ask = useMutation(
    trpc.admin.connections.askToReconnect.mutationOptions({
      onSuccess: async () => {
        showToast({ text: `${provider.name} was asked to reconnect.` })
        await cache.invalidateQueries(trpc.admin.audit.pathFilter())
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  if (!LOST_CONNECTION_STATUSES.some((lost) => lost === status)) return null
  return (
    <Button
      isDense={isDense}
      onPress={() => ask.mutate({ id })}
      isPending={ask.isPending}
      aria-label={`Send reconnect mail to ${provider.name}`}
    >
      Send reconnect mail
    </Button>
  )
}
