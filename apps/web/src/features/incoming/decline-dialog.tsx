import type { BookingDto } from '@foyer/shared/bookings'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'

/** Asks before a request is declined; a reason is the reader's to give. */
export function DeclineDialog(props: {
  booking: BookingDto
  /** "Monday 23 November 10:00" */
  time: string
  isOpen: boolean
  onClose: () => void
  onDeclined: (booking: BookingDto) => void
}) {
  const { booking, time, isOpen, onClose, onDeclined } = props
  const [reason, setReason] = useState('')
  const decline = useMutation(trpc.bookings.decline.mutationOptions({ onSuccess: onDeclined }))
  const close = () => {
    decline.reset()
    onClose()
  }
  const send = () => decline.mutate({ id: booking.id, ...(reason.trim() && { reason: reason.trim() }) })
  return (
    <ConfirmDialog
      title={`Decline ${booking.customer.name}?`}
      isOpen={isOpen}
      onClose={close}
      confirmLabel="Decline request"
      keepLabel="Keep it"
      onConfirm={send}
      isPending={decline.isPending}
      error={decline.error ? problemOf(decline.error).message : undefined}
    >
      <p className="pb-4">
        {booking.service.title}, {time}. {booking.customer.name} is told, and the time is free again.
      </p>
      <div className="text-ink">
        <TextArea
          label="Reason"
          hint={`${booking.customer.name} reads it as you write it.`}
          isRequired={false}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
      </div>
    </ConfirmDialog>
  )
}
