import type { SessionDto } from '@foyer/shared/sessions'
import type { DoorState } from '../../ui/door.tsx'
import { linkIsLate } from './link-is-late.ts'

/** How a session stands in two or three words, for rows and cards. */
export function statusOf(session: SessionDto, now: Date): { door: DoorState; text: string } {
  const { status, meeting, endsAt, service, joinOpensAt } = session
  if (status === 'cancelled') return { door: 'none', text: 'Cancelled' }
  if (status === 'completed' || new Date(endsAt) <= now) return { door: 'none', text: 'Over' }
  if (service.mode === 'in_person' || !meeting) return { door: 'none', text: 'In person' }
  const waiting = linkIsLate(session, now) ? 'Link is late' : 'No link yet'
  switch (meeting.status) {
    case 'ready':
      if (joinOpensAt && new Date(joinOpensAt) <= now) return { door: 'ready', text: 'Open now' }
      return { door: 'ready', text: meeting.source === 'fallback' ? 'Backup link' : 'Link ready' }
    case 'pending':
      return { door: 'preparing', text: meeting.attempts > 0 ? 'Link delayed' : 'Preparing link' }
    case 'blocked':
      return { door: 'needs', text: session.viewer === 'customer' ? waiting : 'Needs you' }
    case 'failed':
      return { door: 'failed', text: 'No link' }
    case 'cancelled':
      return { door: 'none', text: 'No link' }
  }
}
