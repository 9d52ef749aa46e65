import type { BookingDto } from '@foyer/shared/bookings'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { useReader } from '../../ui/reader.ts'
import { SessionRow } from '../../ui/session-row.tsx'
import { Status } from '../../ui/status.tsx'
import { linkStatus } from '../provider-sessions/link-status.ts'
import { requestName, requestTime } from './request-words.ts'

/** While the link is being made the row asks by itself, in case a notice of the change is lost. */
const ASK_AGAIN_MS = 3000

/** A request that was answered a moment ago: it stays in its place and shows how its link comes to be. */
export function AnsweredRow({ answered }: { answered: BookingDto }) {
  const now = useNow(5000)
  const reader = useReader()
  const { data: booking } = useQuery({
    ...trpc.bookings.get.queryOptions({ id: answered.id }),
    initialData: answered,
    refetchInterval: ({ state }) => (isMakingLink(state.data) ? ASK_AGAIN_MS : false),
  })
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // The button that had focus is gone with its row: whoever uses a keyboard goes on from the answer.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  const session = booking.sessions[0]
  const status =
    booking.status === 'confirmed' && session
      ? linkStatus(session, now, reader)
      : { door: 'none' as const, words: booking.status === 'confirmed' ? 'Confirmed' : 'Declined' }
  return (
    <SessionRow
      time={<time dateTime={booking.startsAt}>{requestTime(booking, now, reader)}</time>}
      person={booking.customer.name}
      what={booking.status === 'confirmed' ? `${booking.service.title} · confirmed` : booking.service.title}
      status={
        <span ref={place} tabIndex={-1} role="status" className="flex rounded-chip">
          <Status door={status.door}>{status.words}</Status>
        </span>
      }
      action={
        session &&
        booking.status === 'confirmed' && (
          <LinkButton
            isDense
            href={paths.session(session.id)}
            aria-label={`Open session, ${requestName(booking, now, reader)}`}
          >
            Open session
          </LinkButton>
        )
      }
    />
  )
}

const isMakingLink = (booking: BookingDto | undefined) =>
  booking?.status === 'confirmed' && booking.sessions.some(({ meeting }) => meeting?.status === 'pending')
