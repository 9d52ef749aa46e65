import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'

/** The provider calls off one session, with everybody who booked it. */
export function CancelSessionDialog(props: { session: SessionDto; isOpen: boolean; onClose: () => void }) {
  const { session, isOpen, onClose } = props
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  const cancelling = useMutation(
    trpc.sessions.cancel.mutationOptions({
      onSuccess: (cancelled) => {
        queryClient.setQueryData(trpc.sessions.get.queryKey({ id: session.id }), cancelled)
        void queryClient.invalidateQueries({ queryKey: trpc.sessions.list.queryKey() })
        onClose()
      },
    }),
  )
  const people = session.customers.length
  return (
    <ConfirmDialog
      title={`Cancel ${session.service.title}?`}
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={() => cancelling.mutate({ id: session.id, reason: reason.trim() || undefined })}
      confirmLabel="Cancel session"
      keepLabel="Keep it"
      isPending={cancelling.isPending}
      error={problemToShow(cancelling.error)?.message}
    >
      <p className="pb-4">
        {people > 0 && (people === 1 ? 'The one who booked is told. ' : `All ${people} who booked are told. `)}
        The link stops working and the time is free again.
      </p>
      <TextArea label="Reason" isRequired={false} value={reason} onChange={setReason} maxLength={500} />
    </ConfirmDialog>
  )
}
