import { platformChanges, sessions, users } from '@foyer/db/schema'
import { ROOM_OPENS_MINUTES, type SessionDto } from '@foyer/shared/sessions'
import { eq, inArray } from 'drizzle-orm'
import { calendarSequence } from '../calendar/calendar-sequence.ts'
import { toCalendar } from '../calendar/to-calendar.ts'
import { loadSessions } from '../sessions/load-sessions.ts'
import type { WriteLetter } from './letter.ts'
import type { Paragraph } from './mail-body.ts'
import { spokenTime } from './spoken-time.ts'
import { placeName, sessionsOf } from './tell-of-change.ts'

/** That sessions meet elsewhere now: all of the reader's that belong to one change, with the addresses that they keep. */
export const writeChangeLetter: WriteLetter = async (ctx, db, { notice, reader }) => {
  const { changeId } = notice.data
  if (!changeId) return null
  const [change] = await db
    .select({ platform: platformChanges.platform, providerId: users.id, providerName: users.name })
    .from(platformChanges)
    .innerJoin(users, eq(users.id, platformChanges.providerId))
    .where(eq(platformChanges.id, changeId))
  const ids = (await sessionsOf(ctx, db, { changeId, userId: reader.id })).map(({ id }) => id)
  if (!change || ids.length === 0) return null
  const all = await loadSessions(db, { userId: reader.id, role: reader.role }, { where: inArray(sessions.id, ids) })
  const { platform } = change
  // What was changed once more, or taken back, is told with that change or not at all.
  const going = all.filter(({ meeting }) => (meeting?.changingTo ?? meeting?.platform) === platform)
  const there = going.filter(({ meeting }) => meeting?.changingTo === null && meeting.joinUrl !== null)
  const [first] = going
  if (!first || there.length === 0) return null
  const isProvider = change.providerId === reader.id
  const where = placeName(platform, change.providerName, isProvider)
  const { appUrl } = ctx.config
  // The platform that is left takes its entry out of people's calendars; ours takes its place.
  const calendar = toCalendar(ctx, going, calendarSequence(ctx.now()))
  const [only] = going.length === 1 ? going : []
  if (only) {
    const with_ = isProvider ? namesOf(only) : ` with ${change.providerName}`
    return {
      calendar,
      subject: `“${only.service.title}” meets ${where} now`,
      paragraphs: [
        `“${only.service.title}”${with_} meets ${where} now. The address below leads there, as it always did.`,
        timeOf(only, reader.timeZone),
        ...joinOf(only, `Join here, from ${opensBefore(only)} minutes before the start`, appUrl),
        { label: 'All about it', href: `${appUrl}/sessions/${only.id}` },
      ],
    }
  }
  const whose = isProvider ? 'Your sessions' : `Your sessions with ${change.providerName}`
  return {
    calendar,
    subject: `${whose} meet ${where} now`,
    paragraphs: [
      `${whose} below meet ${where} now. Their addresses stay the same; each leads to the right room.`,
      ...going.flatMap((session) =>
        joinOf(session, `“${session.service.title}”, ${timeOf(session, reader.timeZone)}`, appUrl),
      ),
      { label: 'All about them', href: `${appUrl}${notice.path ?? ''}` },
    ],
  }
}

const namesOf = ({ customers }: SessionDto) => {
  const [first] = customers
  if (!first) return ''
  return customers.length === 1 ? ` with ${first.name}` : ` with ${customers.length} people`
}

const opensBefore = ({ viewer }: SessionDto) => ROOM_OPENS_MINUTES[viewer === 'customer' ? 'customer' : 'provider']

const timeOf = ({ startsAt, endsAt, provider }: SessionDto, readerZone: string) =>
  spokenTime({ startsAt, endsAt, readerZone, otherZone: provider.timeZone })

const joinOf = ({ joinPath }: SessionDto, label: string, appUrl: string): Paragraph[] =>
  joinPath ? [{ label, href: `${appUrl}${joinPath}` }] : [label]
