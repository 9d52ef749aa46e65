import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Asks before a permission is ended, and says what stays and what can no longer be. */
export function DisconnectDialog(props: { connection: ConnectionDto; isOpen: boolean; onClose: () => void }) {
  const { connection, isOpen, onClose } = props
  const { platform, accountEmail } = connection
  const name = PLATFORM_NAMES[platform]
  const queryClient = useQueryClient()
  const disconnect = useMutation(
    trpc.connections.disconnect.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        onClose()
      },
    }),
  )
  const close = () => {
    disconnect.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Disconnect ${name}?`}
      isOpen={isOpen}
      onClose={close}
      confirmLabel={`Disconnect ${name}`}
      keepLabel="Keep it"
      onConfirm={() => disconnect.mutate({ platform, futureMeetings: 'keep' })}
      isPending={disconnect.isPending}
      error={disconnect.error ? problemOf(disconnect.error).message : undefined}
    >
      Links that are already made stay, and people can still join with them. New ones cannot be made until you connect
      again. Foyer gives the permission{accountEmail ? ` of ${accountEmail}` : ''} back to{' '}
      {PLATFORM_COMPANIES[platform]}.
    </ConfirmDialog>
  )
}
