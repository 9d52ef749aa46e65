import type { NotificationKind } from '@foyer/shared/notifications'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { ROOM_OPENS_MINUTES, type SessionDto } from '@foyer/shared/sessions'
import { calendarSequence } from '../calendar/calendar-sequence.ts'
import { toCalendar } from '../calendar/to-calendar.ts'
import type { Context } from '../context.ts'
import type { WriteLetter } from './letter.ts'
import type { Paragraph } from './mail-body.ts'
import { findMailFacts, type MailFacts } from './mail-facts.ts'
import { spokenStart, spokenTime } from './spoken-time.ts'

/** What has become of a booking or its link: what is, when, and the address that leads to the room. */
export const writeBookingLetter: WriteLetter = async (ctx, db, addressed) => {
  const facts = await findMailFacts(db, addressed, ctx.now())
  if (!facts) return null
  const { appUrl } = ctx.config
  return {
    paragraphs: [...newsOf(facts), ...linksOf(facts, appUrl), ...goOn(facts, appUrl)],
    calendar: calendarOf(ctx, facts),
    hadLink: hadLink(facts),
  }
}

function hadLink({ notice, booking, service, sessions: [session] }: MailFacts): boolean | null {
  const confirms = notice.kind === 'booking_confirmed' || notice.kind === 'booking_received'
  if (!confirms || booking?.status !== 'confirmed' || service.kind === 'course' || !session?.meeting) return null
  return session.meeting.joinUrl !== null
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
          ...unknownCalendar(facts),
          ...notesOf(facts),
        ]
      return [`${other.name} booked “${service.title}”.`, when, ...unknownCalendar(facts), ...notesOf(facts)]
    case 'booking_confirmed':
      return [`${what} is confirmed.`, when]
    case 'booking_declined':
      return [`${other.name} cannot take “${service.title}” at this time. Nothing was booked.`, when, ...reason]
    case 'booking_cancelled':
      return [`${what} was cancelled.`, when, ...reason]
    case 'session_moved':
      return [`${what} has moved. The new time:`, when, ...oldTimeOf(facts), ...unknownCalendar(facts)]
    case 'link_ready':
      return [`The link for ${what} is ready.`, when, ...standInOf(facts)]
    case 'link_changed':
      return [`${what} has a new link. The address below leads to it, as it always did.`, when, ...standInOf(facts)]
    case 'request_expiring':
      return [
        `${other.name} still waits for your answer about “${service.title}”.`,
        when,
        ...notesOf(facts),
        ...deadlineOf(facts),
      ]
    case 'request_expired':
      return [
        `${other.name} did not answer in time about “${service.title}”. Nothing was booked, and the time is free again.`,
        when,
      ]
    default:
      return []
  }
}

/** That the link is not the usual one, so that nobody wonders at the door. */
function standInOf({ sessions: [session] }: MailFacts): string[] {
  const { fallback, platform } = session?.meeting ?? {}
  if (!fallback || !platform || fallback.kind === 'person') return []
  const isRoom = fallback.kind === 'room' || platform === 'custom_room'
  const backup = isRoom ? 'the backup room' : `the backup on ${PLATFORM_NAMES[platform]}`
  const usual = fallback.from === 'custom_room' ? 'the usual room' : PLATFORM_NAMES[fallback.from]
  return [`This is ${backup}, in place of ${usual}.`]
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

const deadlineOf = ({ booking, reader }: MailFacts): string[] =>
  booking?.holdExpiresAt
    ? [
        `The time is held until ${spokenStart(new Date(booking.holdExpiresAt), reader.timeZone)}. Then it is free again.`,
      ]
    : []

/** To the provider alone: what nobody could look up when the time was chosen. */
const unknownCalendar = ({ booking }: MailFacts): string[] =>
  booking?.calendarUnknown
    ? ['Your own calendar could not be read when this time was chosen. Please look there whether you are free.']
    : []

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

const OFF: readonly NotificationKind[] = ['booking_cancelled', 'booking_declined', 'request_expired']

const isOn = ({ notice }: MailFacts) => !OFF.includes(notice.kind)

/** Where to go from here. */
function goOn({ notice, booking }: MailFacts, appUrl: string): Paragraph[] {
  const about = { label: 'All about it', href: `${appUrl}${notice.path ?? ''}` }
  if (notice.kind === 'request_expiring') return [{ label: 'Answer it here', href: about.href }]
  if (notice.kind !== 'request_expired' || !booking) return [about]
  return [{ label: 'Choose another time', href: `${appUrl}/p/${encodeURIComponent(booking.provider.slug)}` }]
}

function courseLink({ reader, other }: MailFacts, session: SessionDto, appUrl: string): Paragraph {
  const { startsAt, endsAt, joinPath } = session
  const label = spokenTime({ startsAt, endsAt, readerZone: reader.timeZone, otherZone: other.timeZone })
  return joinPath ? { label, href: `${appUrl}${joinPath}` } : label
}

function calendarOf(ctx: Context, { notice, booking, sessions }: MailFacts): string | undefined {
  const sequence = calendarSequence(ctx.now())
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
