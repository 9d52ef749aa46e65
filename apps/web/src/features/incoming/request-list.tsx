import type { BookingDto } from '@foyer/shared/bookings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RowList } from '../../ui/session-row.tsx'
import { AnsweredRow } from './answered-row.tsx'
import { RequestRow } from './request-row.tsx'

/** What the list shows: requests, and those answered on this visit, which keep their place. */
export function useAnswered(waiting: readonly BookingDto[]) {
  const queryClient = useQueryClient()
  const [answered, setAnswered] = useState<ReadonlyMap<string, BookingDto>>(new Map())
  const remember = (booking: BookingDto) => {
    setAnswered((known) => new Map(known).set(booking.id, booking))
    void queryClient.invalidateQueries({ refetchType: 'active' })
  }
  const open = waiting.filter(({ id }) => !answered.has(id))
  const rows = [...open, ...answered.values()].toSorted(
    (a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id),
  )
  return { rows, answered, remember }
}

/** Requests with their answers, inline; a row that was confirmed turns into its link's status. */
export function RequestList({ label, list }: { label: string; list: ReturnType<typeof useAnswered> }) {
  const { rows, answered, remember } = list
  return (
    <RowList label={label}>
      {rows.map((booking) =>
        answered.has(booking.id) ? (
          <AnsweredRow key={booking.id} answered={booking} />
        ) : (
          <RequestRow key={booking.id} booking={booking} onAnswered={remember} />
        ),
      )}
    </RowList>
  )
}
