import type { SessionDto } from '@foyer/shared/sessions'
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Context } from '../context.ts'

const REFRESH_SECONDS = 3600

/**
 * Sessions as an iCalendar document (RFC 5545). The place is our own join address, which stays when the room changes.
 * The sequence numbers the versions of a session, so that a program which has an older one takes the newer.
 */
export function toCalendar(ctx: Context, sessions: SessionDto[], sequence = 0): string {
  const { appUrl } = ctx.config
  const { host } = new URL(appUrl)
  const calendar = ical({
    name: 'Foyer',
    prodId: { company: 'Foyer', product: 'Foyer', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  })
  for (const session of sessions) {
    const page = `${appUrl}/sessions/${session.id}`
    calendar.createEvent({
      id: `${session.id}@${host}`,
      stamp: ctx.now(),
      sequence,
      start: new Date(session.startsAt),
      end: new Date(session.endsAt),
      summary: session.service.title,
      description: `With ${otherSide(session)}\n${page}`,
      location: session.joinPath ? `${appUrl}${session.joinPath}` : null,
      url: page,
      status: session.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

function otherSide({ viewer, provider, customers }: SessionDto): string {
  if (viewer !== 'provider' || customers.length === 0) return provider.name
  return customers.map((customer) => customer.name).join(', ')
}
