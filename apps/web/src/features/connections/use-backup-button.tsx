import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toast.ts'

/** Where a platform keeps sessions waiting that have a backup: to let it take over for all of them, after a question. */
export function UseBackupButton({ connection }: { connection: ConnectionDto }) {
  const [isAsking, setIsAsking] = useState(false)
  const queryClient = useQueryClient()
  const { platform, sessionsWithBackup: count } = connection
  const using = useMutation(
    trpc.connections.useFallback.mutationOptions({
      onSuccess: async (done) => {
        setIsAsking(false)
        await queryClient.invalidateQueries({ refetchType: 'active' })
        showToast({ tone: 'pine', text: `The backup takes over for ${sessionsOf(done.count)}.` })
      },
    }),
  )
  const name = PLATFORM_NAMES[platform]
  if (count === 0 && !isAsking) return null
  const close = () => {
    using.reset()
    setIsAsking(false)
  }
  return (
    <>
      <Button isDense onPress={() => setIsAsking(true)} aria-label={`Use backup for ${sessionsOf(count)}, ${name}`}>
        Use backup for {sessionsOf(count)}
      </Button>
      <ConfirmDialog
        title={`Use the backup for ${sessionsOf(count)}?`}
        isOpen={isAsking}
        onClose={close}
        confirmLabel="Use the backup"
        keepLabel={`Wait for ${name}`}
        isDangerous={false}
        isPending={using.isPending}
        error={using.error ? problemOf(using.error).message : undefined}
        onConfirm={() => using.mutate({ platform })}
      >
        Each gets the link that its service names as a backup, and whoever booked is told. It stays so when {name} is
        back, unless you take it back on the page of the session.
      </ConfirmDialog>
    </>
  )
}

const sessionsOf = (count: number) => (count === 1 ? '1 session' : `${count} sessions`)
