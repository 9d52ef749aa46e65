import type { Platform } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'

export interface HandEditView {
  platform: Platform
  foundStartsAt: string | null
  /** The session can follow: one booking, and a time that is still to come. */
  moveTo: { bookingId: string; startsAt: string } | null
}

/** What is asked after an event was moved by hand; null for customers and where nothing is to be asked. */
export function handEditView(session: SessionDto, now: Date): HandEditView | null {
  const { meeting, viewer, status, endsAt, bookingId, service } = session
  if (viewer === 'customer' || meeting?.reason !== 'moved_by_hand') return null
  if (status !== 'scheduled' || new Date(endsAt) <= now) return null
  const { platform, foundStartsAt } = meeting
  const canFollow =
    bookingId !== null &&
    service.kind === 'private' &&
    foundStartsAt !== null &&
    foundStartsAt !== session.startsAt &&
    new Date(foundStartsAt) > now
  return { platform, foundStartsAt, moveTo: canFollow ? { bookingId, startsAt: foundStartsAt } : null }
}
