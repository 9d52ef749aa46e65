import type { BookingDto } from '@foyer/shared/bookings'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { formatClock, formatDay } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { useReader } from '../../ui/reader.ts'
import { SessionRow } from '../../ui/session-row.tsx'
import { Status } from '../../ui/status.tsx'
import { showToast } from '../../ui/toast.ts'
import { DeclineDialog } from './decline-dialog.tsx'
import { requestFacts, requestName, requestTime, requestWait } from './request-words.ts'

/** A request that waits for the provider, with its two answers. */
export function RequestRow(props: { booking: BookingDto; onAnswered: (booking: BookingDto) => void }) {
  const { booking, onAnswered } = props
  const [isDeclining, setIsDeclining] = useState(false)
  const now = useNow()
  const reader = useReader()
  const confirm = useMutation(
    trpc.bookings.confirm.mutationOptions({
      onSuccess: onAnswered,
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  const name = requestName(booking, now, reader)
  return (
    <>
      <SessionRow
        time={<time dateTime={booking.startsAt}>{requestTime(booking, now, reader)}</time>}
        person={booking.customer.name}
        what={requestFacts(booking, reader)}
        status={<Status door="none">{requestWait(booking, now, reader)}</Status>}
        action={
          <>
            <Button
              isDense
              onPress={() => setIsDeclining(true)}
              isDisabled={confirm.isPending}
              aria-label={`Decline ${name}`}
            >
              Decline
            </Button>
            <Button
              isDense
              variant="primary"
              onPress={() => confirm.mutate({ id: booking.id })}
              isPending={confirm.isPending}
              aria-label={`Confirm ${name}`}
            >
              Confirm
            </Button>
          </>
        }
      />
      <DeclineDialog
        booking={booking}
        time={`${formatDay(booking.startsAt, now, reader)} ${formatClock(booking.startsAt, reader)}`}
        isOpen={isDeclining}
        onClose={() => setIsDeclining(false)}
        onDeclined={(declined) => {
          setIsDeclining(false)
          onAnswered(declined)
        }}
      />
    </>
  )
}
