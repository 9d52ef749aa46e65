import { connectingMends, MEETING_REASON_OWNERS, type MeetingDto } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { INTEGRATIONS_PATH } from '../connections/start-connection.ts'
import type { WriteLetter } from './letter.ts'
import { findMailFacts } from './mail-facts.ts'
import { spokenStart, spokenTime } from './spoken-time.ts'

/** That a session is about to begin without a link: to its provider with the way out, to whoever booked it as it is. */
export const writeTroubleLetter: WriteLetter = async (ctx, db, addressed) => {
  const facts = await findMailFacts(db, addressed, ctx.now())
  const [session] = facts?.sessions ?? []
  if (!facts || !session) return null
  const { reader, other, service, startsAt, endsAt } = facts
  const { appUrl } = ctx.config
  const when = spokenTime({ startsAt, endsAt, readerZone: reader.timeZone, otherZone: other.timeZone })
  const backup = backupOf(session.meeting, reader.timeZone, ctx.now())
  const page = `${appUrl}/sessions/${session.id}`
  if (session.viewer === 'customer')
    return {
      paragraphs: [
        `The link for “${service.title}” with ${other.name} is late. ${other.name} has been told.`,
        when,
        ...backup,
        ...contactOf(session.meeting),
        ...(session.joinPath
          ? [{ label: 'As soon as it is there, this address leads to it', href: `${appUrl}${session.joinPath}` }]
          : []),
        { label: 'How it stands', href: page },
      ],
    }
  const mends = connectingMends(session.meeting?.reason ?? null)
  return {
    paragraphs: [
      `“${service.title}” with ${other.name} begins soon and has no link yet. ${causeOf(session.meeting)}`,
      when,
      ...backup,
      ...(mends
        ? [{ label: 'Connect again here, and the link is made at once', href: `${appUrl}${INTEGRATIONS_PATH}` }]
        : []),
      { label: mends ? 'Or set a link of your own' : 'Try it again, or set a link of your own', href: page },
    ],
  }
}

/** What takes its place should the link not come in time. */
const backupOf = (meeting: MeetingDto | null, timeZone: string, now: Date): string[] =>
  meeting?.fallbackAt && new Date(meeting.fallbackAt) > now
    ? [`If it is not there by ${spokenStart(new Date(meeting.fallbackAt), timeZone)}, a backup room takes its place.`]
    : []

/** Whom to ask instead, where the provider has named somebody. */
const contactOf = (meeting: MeetingDto | null): string[] =>
  meeting?.fallback?.contact ? [`You can also ask: ${meeting.fallback.contact}`] : []

function causeOf(meeting: MeetingDto | null): string {
  if (!meeting?.reason) return 'It is still being made.'
  const company = PLATFORM_COMPANIES[meeting.platform]
  if (connectingMends(meeting.reason)) return `Foyer may not use your account at ${company} at the moment.`
  switch (MEETING_REASON_OWNERS[meeting.reason]) {
    case 'foyer':
      return `${company} has not made it so far. Foyer keeps trying.`
    case 'operator':
      return 'Something here at Foyer is in the way, and its operators have been told. You did nothing wrong.'
    case 'provider':
      return meeting.reason === 'not_allowed'
        ? `${company} does not let your account make it.`
        : 'It waits for a decision of yours, on the page of the session.'
  }
}
