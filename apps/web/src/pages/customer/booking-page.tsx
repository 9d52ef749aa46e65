import { type BookingDto, bookingCan } from '@foyer/shared/bookings'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useLiveMine } from '../../api/live-mine.ts'
import { trpc } from '../../api/trpc.ts'
import { bookingOutcome, heldUntil } from '../../features/booking/booking-status.ts'
import { CancelBookingDialog } from '../../features/booking/cancel-booking-dialog.tsx'
import { onlySessionOf } from '../../features/booking/only-session.ts'
import { CourseSessions } from '../../features/session/course-sessions.tsx'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { ActionRow } from '../../ui/action-row.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { DoorCard } from '../../ui/door-card.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { Time } from '../../ui/time.tsx'
import { showToast } from '../../ui/toast.ts'

/** A booking that is not one session to walk into: waiting for an answer, over, or a course of several. */
export function BookingPage({ id }: { id: string }) {
  useLiveMine()
  const { data: booking } = useSuspenseQuery(trpc.bookings.get.queryOptions({ id }))
  const { service, provider, customer, viewer, notes } = booking
  const other = viewer === 'customer' ? provider : customer
  useTitle(service.title)
  useGoToSession(booking)
  return (
    <div className="mx-auto max-w-md space-y-7">
      <div className="space-y-1">
        <PageTitle
          eyebrow={`With ${other.name}`}
          title={service.title}
          lead={service.kind === 'course' && booking.status === 'confirmed' && courseLead(booking)}
        />
        {service.kind !== 'course' && (
          <Time startsAt={booking.startsAt} endsAt={booking.endsAt} otherZone={other.timeZone} />
        )}
      </div>
      <BookingDoor booking={booking} />
      {booking.sessions.length > 0 && service.kind === 'course' && <CourseSessions sessions={booking.sessions} />}
      {notes && <DefinitionList facts={[{ name: 'Notes', value: notes }]} />}
      <BookingActions booking={booking} />
    </div>
  )
}

function courseLead({ viewer, customer }: BookingDto): string {
  return viewer === 'customer'
    ? 'You are enrolled. Each session has a link of its own.'
    : `${customer.name} is enrolled.`
}

function BookingDoor({ booking }: { booking: BookingDto }) {
  const reader = useReader()
  const now = useNow()
  const outcome = bookingOutcome(booking)
  if (outcome) {
    return (
      <DoorCard
        state="none"
        {...outcome}
        action={
          booking.viewer === 'customer' && (
            <LinkButton href={paths.book(booking.provider.slug, booking.service.id)}>Choose another time</LinkButton>
          )
        }
      />
    )
  }
  if (booking.status === 'confirmed') {
    return booking.service.kind === 'course' ? null : (
      <DoorCard state="preparing" title="Confirmed" line="Your session is being set up." progress="unknown" />
    )
  }
  const held = heldUntil(booking, now, reader)
  const isCustomer = booking.viewer === 'customer'
  return (
    <DoorCard
      state="none"
      title={
        isCustomer ? `Waiting for ${booking.provider.name}’s answer` : `${booking.customer.name} asks for this time`
      }
      line={held ? `${isCustomer ? 'Your' : 'The'} time is held until ${held}.` : 'The time is no longer held.'}
      note={isCustomer ? 'You can leave this page. It changes by itself when the answer is there.' : undefined}
      action={!isCustomer && <LinkButton href={paths.dashboardBookings()}>Answer</LinkButton>}
    />
  )
}

function BookingActions({ booking }: { booking: BookingDto }) {
  const now = useNow()
  const [isCancelling, setIsCancelling] = useState(false)
  const { id, status, service, viewer, provider, customer } = booking
  if (!bookingCan('cancel', status) || new Date(booking.endsAt) <= now) return null
  const hasBegun = new Date(booking.startsAt) <= now
  const isRequest = status === 'pending'
  const other = viewer === 'customer' ? provider.name : customer.name
  return (
    <div className="border-t border-line pt-3">
      {service.kind === 'private' && bookingCan('reschedule', status) && (
        <ActionRow
          {...(hasBegun ? {} : { href: paths.moveBooking(id) })}
          isDisabled={hasBegun}
          rule={isRequest ? 'keeps your request' : 'until it begins'}
        >
          Move to another time
        </ActionRow>
      )}
      <ActionRow onPress={() => setIsCancelling(true)} rule={cancelRule(booking)}>
        {isRequest ? 'Take back request' : 'Cancel'}
      </ActionRow>
      <CancelBookingDialog
        booking={{ id, status, kind: service.kind, title: service.title, other }}
        isOpen={isCancelling}
        onClose={() => setIsCancelling(false)}
      />
    </div>
  )
}

function cancelRule({ status, service }: BookingDto): string {
  if (status === 'pending') return 'at any time'
  return service.kind === 'course' ? 'your place in the whole course' : 'until it ends'
}

/** The answer has come while the page was open: on to the session. */
function useGoToSession(booking: BookingDto): void {
  const router = useRouter()
  const session = onlySessionOf(booking)
  useEffect(() => {
    if (!session) return
    showToast({ tone: 'pine', text: 'Confirmed. Here is your session.' })
    router.history.replace(paths.session(session.id))
  }, [session, router])
}
