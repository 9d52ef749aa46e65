import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Stops a repair after being asked; what it has asked for goes on. */
export function AbortRepairButton({ id, waiting }: { id: string; waiting: number }) {
  const cache = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const abort = useMutation(
    trpc.admin.repairs.abort.mutationOptions({
      onSuccess: (repair) => {
        cache.setQueryData(trpc.admin.repairs.get.queryKey({ id }), repair)
        void cache.invalidateQueries(trpc.admin.repairs.list.pathFilter())
        setIsAsking(false)
      },
    }),
  )
  return (
    <>
      <Button onPress={() => setIsAsking(true)}>Abort</Button>
      <ConfirmDialog
        title="Abort this repair?"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        confirmLabel="Abort repair"
        keepLabel="Go on"
        onConfirm={() => abort.mutate({ id })}
        isPending={abort.isPending}
        error={abort.error ? problemOf(abort.error).message : undefined}
      >
        {waiting === 1
          ? '1 session that was not asked for yet is left as it is.'
          : `${waiting.toLocaleString('en-GB')} sessions that were not asked for yet are left as they are.`}{' '}
        What was asked for is still made, and every link goes on being tried at its own times.
      </ConfirmDialog>
    </>
  )
}
