import type { SessionDto } from '@foyer/shared/sessions'
import { useState } from 'react'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { ActionRow } from '../../ui/action-row.tsx'
import { CancelBookingDialog } from '../booking/cancel-booking-dialog.tsx'
import { CancelSessionDialog } from './cancel-session-dialog.tsx'
import { LinkActions } from './link-actions.tsx'
import { otherPartyOf } from './other-party.ts'

/** Below the door: move, another link, and cancel, with their rules in words. Nothing once there is nothing left to change. */
export function SessionActions({ session }: { session: SessionDto }) {
  const now = useNow()
  const [isCancelling, setIsCancelling] = useState(false)
  const { bookingId, service, viewer } = session
  if (session.status !== 'scheduled' || new Date(session.endsAt) <= now) return null
  const hasBegun = new Date(session.startsAt) <= now
  const close = () => setIsCancelling(false)
  // A private session and its booking are one thing; of a group or course a customer gives up the own place only.
  const isBooking = bookingId !== null && (viewer === 'customer' || service.kind === 'private')
  const other = otherPartyOf(session).name
  return (
    <div className="border-t border-line pt-3">
      {service.kind === 'private' && bookingId && (
        <ActionRow
          {...(hasBegun ? {} : { href: paths.moveBooking(bookingId) })}
          isDisabled={hasBegun}
          rule={hasBegun ? 'it has begun' : 'until it begins'}
        >
          Move to another time
        </ActionRow>
      )}
      <LinkActions session={session} />
      <ActionRow onPress={() => setIsCancelling(true)} rule={cancelRule(session)}>
        Cancel
      </ActionRow>
      {isBooking ? (
        <CancelBookingDialog
          booking={{ id: bookingId, title: service.title, other, kind: service.kind, status: 'confirmed' }}
          isOpen={isCancelling}
          onClose={close}
        />
      ) : (
        <CancelSessionDialog session={session} isOpen={isCancelling} onClose={close} />
      )}
    </div>
  )
}

function cancelRule({ viewer, service, customers }: SessionDto): string {
  if (viewer === 'customer' && service.kind === 'course') return 'your place in the whole course'
  if (viewer === 'customer') return 'until it ends'
  return customers.length > 1 ? `for all ${customers.length} people` : 'until it ends'
}
