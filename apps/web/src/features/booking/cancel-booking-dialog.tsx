import type { BookingStatus } from '@foyer/shared/bookings'
import type { ServiceKind } from '@foyer/shared/services'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.ts'
import { forgetSlots } from './month-slots.ts'

type ToCancel = {
  id: string
  title: string
  /** Whom the reader would have met. */
  other: string
  kind: ServiceKind
  status: BookingStatus
}

/** Asks once more, and for a reason, before a booking is given up. */
export function CancelBookingDialog(props: { booking: ToCancel; isOpen: boolean; onClose: () => void }) {
  const { booking, isOpen, onClose } = props
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  const cancelling = useMutation(
    trpc.bookings.cancel.mutationOptions({
      onSuccess: (cancelled) => {
        queryClient.setQueryData(trpc.bookings.get.queryKey({ id: booking.id }), cancelled)
        for (const session of cancelled.sessions) {
          queryClient.setQueryData(trpc.sessions.get.queryKey({ id: session.id }), session)
        }
        for (const { queryKey } of [trpc.bookings.mine, trpc.bookings.incoming, trpc.sessions.list].map(keyOf)) {
          void queryClient.invalidateQueries({ queryKey })
        }
        void forgetSlots()
        onClose()
        showToast({ text: `Cancelled: ${booking.title}.` })
      },
    }),
  )
  const isRequest = booking.status === 'pending'
  return (
    <ConfirmDialog
      title={isRequest ? `Take back your request for ${booking.title}?` : `Cancel ${booking.title}?`}
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={() => cancelling.mutate({ id: booking.id, reason: reason.trim() || undefined })}
      confirmLabel={isRequest ? 'Take back request' : 'Cancel booking'}
      keepLabel="Keep it"
      isPending={cancelling.isPending}
      error={problemToShow(cancelling.error)?.message}
    >
      <p className="pb-4">{consequence(booking)}</p>
      <TextArea
        label="Reason"
        hint={`${booking.other} reads it.`}
        isRequired={false}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
    </ConfirmDialog>
  )
}

const keyOf = (procedure: { queryKey: () => readonly unknown[] }) => ({ queryKey: procedure.queryKey() })

function consequence({ kind, other, status }: ToCancel): string {
  if (status === 'pending') return `The time is no longer held for you, and ${other} sees that you took it back.`
  if (kind === 'course') return `You give up your place in every session of the course. ${other} is told.`
  if (kind === 'group') return `You give up your place; the group meets without you. ${other} is told.`
  return `${other} is told, the link stops working, and the time is free again.`
}
