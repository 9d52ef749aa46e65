import { ROOM_OPENS_MINUTES, type SessionDto } from '@foyer/shared/sessions'
import { toCalendar } from '../calendar/to-calendar.ts'
import type { Context } from '../context.ts'
import type { Mail } from '../mail.ts'
import { bodyAsHtml, bodyAsText, type Paragraph } from './mail-body.ts'
import type { MailFacts } from './mail-facts.ts'
import { spokenTime } from './spoken-time.ts'

/** The mail of a notice: what is, when, and the address that leads to the room. */
export function writeMail(ctx: Context, facts: MailFacts): Mail {
  const { notice, reader } = facts
  const { appUrl } = ctx.config
  const paragraphs: Paragraph[] = [
    `Hello ${reader.name},`,
    ...newsOf(facts),
    ...linksOf(facts, appUrl),
    { label: 'All about it', href: `${appUrl}${notice.path ?? ''}` },
  ]
  return {
    to: reader.email,
    subject: notice.title,
    text: bodyAsText(paragraphs),
    html: bodyAsHtml(paragraphs),
    calendar: calendarOf(ctx, facts),
    messageId: `${notice.id}@${new URL(appUrl).hostname}`,
  }
}

function newsOf(facts: MailFacts): string[] {
  const { notice, booking, service, other } = facts
  const what = `“${service.title}” with ${other.name}`
  const when = timeOf(facts)
  const reason = booking?.reason ? [`In their words: ${booking.reason}`] : []
  switch (notice.kind) {
    case 'booking_received':
      if (booking?.status === 'pending')
        return [
          `${other.name} asks for “${service.title}”. The time is held until you answer.`,
          when,
          ...notesOf(facts),
        ]
      return [`${other.name} booked “${service.title}”.`, when, ...notesOf(facts)]
    case 'booking_confirmed':
      return [`${what} is confirmed.`, when]
    case 'booking_declined':
      return [`${other.name} cannot take “${service.title}” at this time. Nothing was booked.`, when, ...reason]
    case 'booking_cancelled':
      return [`${what} was cancelled.`, when, ...reason]
    case 'session_moved':
      return [`${what} has moved. The new time:`, when, ...oldTimeOf(facts)]
    case 'link_ready':
      return [`The link for ${what} is ready.`, when]
    case 'link_changed':
      return [`${what} has a new link. The address below leads to it, as it always did.`, when]
    case 'link_trouble':
    case 'connection_lost':
      return [`${notice.title}.`]
  }
}

const timeOf = ({ startsAt, endsAt, reader, other }: MailFacts): string =>
  spokenTime({ startsAt, endsAt, readerZone: reader.timeZone, otherZone: other.timeZone })

function oldTimeOf({ notice, startsAt, endsAt, reader, other }: MailFacts): string[] {
  const { movedFrom } = notice.data
  if (!movedFrom) return []
  const length = Date.parse(endsAt) - Date.parse(startsAt)
  const before = { startsAt: movedFrom, endsAt: new Date(Date.parse(movedFrom) + length).toISOString() }
  return [`It was: ${spokenTime({ ...before, readerZone: reader.timeZone, otherZone: other.timeZone })}.`]
}

const notesOf = ({ booking }: MailFacts): string[] => (booking?.notes ? [`They wrote: ${booking.notes}`] : [])

/** Our own address of each room. It is there before the room is, so the mail says which of the two it leads to. */
function linksOf(facts: MailFacts, appUrl: string): Paragraph[] {
  const { service, sessions, booking } = facts
  if (service.mode === 'in_person' && isOn(facts)) return ['You meet in person.']
  const open = isOn(facts) ? sessions.filter(({ status }) => status === 'scheduled') : []
  if (booking && service.kind === 'course') return open.map((session) => courseLink(facts, session, appUrl))
  return open.flatMap(({ joinPath, meeting, viewer }) => {
    if (!joinPath) return []
    const href = `${appUrl}${joinPath}`
    const minutes = ROOM_OPENS_MINUTES[viewer === 'customer' ? 'customer' : 'provider']
    if (meeting?.joinUrl) return [{ label: `Join here, from ${minutes} minutes before the start`, href }]
    return [{ label: 'The link follows. As soon as it is there, this address leads to it', href }]
  })
}

const isOn = ({ notice }: MailFacts) => notice.kind !== 'booking_cancelled' && notice.kind !== 'booking_declined'

function courseLink({ reader, other }: MailFacts, session: SessionDto, appUrl: string): Paragraph {
  const { startsAt, endsAt, joinPath } = session
  const label = spokenTime({ startsAt, endsAt, readerZone: reader.timeZone, otherZone: other.timeZone })
  return joinPath ? { label, href: `${appUrl}${joinPath}` } : label
}

/** Numbers versions by when they are written: a mail is always made of the newest rows. */
const COUNTED_FROM = Date.UTC(2026, 0, 1)

function calendarOf(ctx: Context, { notice, booking, sessions }: MailFacts): string | undefined {
  const sequence = Math.floor((ctx.now().getTime() - COUNTED_FROM) / 1000)
  if (sessions.length === 0) return undefined
  if (notice.kind === 'booking_confirmed' || notice.kind === 'session_moved')
    return booking?.status === 'confirmed' ? toCalendar(ctx, sessions, sequence) : undefined
  if (notice.kind !== 'booking_cancelled') return undefined
  // Whoever gave up a place is out of it although the session goes on; its provider keeps it.
  const isOut = booking !== null && booking.viewer === 'customer'
  const off = isOut ? sessions.map((one) => ({ ...one, status: 'cancelled' as const })) : sessions.filter(isCancelled)
  return off.length > 0 ? toCalendar(ctx, off, sequence) : undefined
}

const isCancelled = ({ status }: SessionDto) => status === 'cancelled'
