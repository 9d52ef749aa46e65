import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import type { WriteLetter } from './letter.ts'
import { findMailFacts } from './mail-facts.ts'
import { spokenTime } from './spoken-time.ts'

/** Asks the provider what is to become of a session that they removed or moved at the platform. */
export const writeHandEditLetter: WriteLetter = async (ctx, db, addressed) => {
  const facts = await findMailFacts(db, addressed, ctx.now())
  const [session] = facts?.sessions ?? []
  if (!facts || !session?.meeting) return null
  const { reader, other, service, startsAt, endsAt } = facts
  const company = PLATFORM_COMPANIES[session.meeting.platform]
  const isMoved = session.meeting.reason === 'moved_by_hand'
  const what = `“${service.title}” with ${other.name}`
  return {
    paragraphs: [
      isMoved
        ? `${what} was moved at ${company}, not here. Everybody else still sees this time, and the link works:`
        : `The room of ${what} was removed at ${company}. The session is still on, without a link:`,
      spokenTime({ startsAt, endsAt, readerZone: reader.timeZone, otherZone: other.timeZone }),
      'You asked to be asked before Foyer changes anything there, so nothing was done.',
      {
        label: isMoved ? 'Put it back, or move the session' : 'Put it back, set a link of your own, or cancel',
        href: `${ctx.config.appUrl}/sessions/${session.id}`,
      },
    ],
  }
}
