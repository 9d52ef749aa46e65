import type { SessionDto } from '@foyer/shared/sessions'
import type { Reader } from '../../lib/intl.ts'
import { daysBetween } from '../../lib/relative.ts'
import { formatClock, formatDay } from '../../lib/time.ts'
import { sessionName } from '../provider-sessions/link-status.ts'
import { spokenClock } from './spoken-clock.ts'

/** A provider's day at one moment: the session that comes next or runs, and what follows it today. */
export interface Today {
  next: SessionDto | null
  later: SessionDto[]
}

/** Sorts what is coming; sessions of which the reader is a customer are somebody else's day. */
export function todayOf(upcoming: readonly SessionDto[], now: Date, { timeZone }: Reader): Today {
  const own = upcoming.filter(
    ({ viewer, status, endsAt }) =>
      viewer === 'provider' && status === 'scheduled' && Date.parse(endsAt) > now.getTime(),
  )
  const [next = null, ...rest] = own.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
  return { next, later: rest.filter(({ startsAt }) => daysBetween(now, startsAt, timeZone) <= 0) }
}

/** The title of the day is its news. */
export function todayNews({ next }: Today, waiting: number, now: Date, reader: Reader): string {
  if (!next) return waiting > 0 ? `${waitingPeople(waiting)} for your answer` : 'A quiet day'
  const who = shortName(next)
  if (Date.parse(next.startsAt) <= now.getTime()) return `Now, ${who} until ${say(next.endsAt, reader)}`
  const days = daysBetween(now, next.startsAt, reader.timeZone)
  const at = say(next.startsAt, reader)
  if (days === 0) return `Next, ${who} at ${at}`
  if (days === 1) return `Tomorrow, ${who} at ${at}`
  return `A quiet day. Next, ${who} on ${formatDay(next.startsAt, now, reader)}`
}

const say = (at: string, reader: Reader) => spokenClock(formatClock(at, reader))
const waitingPeople = (count: number) => (count === 1 ? '1 person waits' : `${count} people wait`)

const TITLES = /^(dr|prof|mr|mrs|ms|mx|herr|frau|sr|sra|eng)\.?$/i

/** How one speaks of a session: the first name of its customer, the title of a shared one. */
function shortName(session: SessionDto): string {
  const name = sessionName(session)
  const isCustomer = session.service.kind === 'private' && session.customers.length > 0
  if (!isCustomer) return name
  const words = name.split(/\s+/)
  // "Dr Meier" is nobody's first name: with a title the whole name stays.
  return TITLES.test(words[0] ?? '') ? name : (words[0] ?? name)
}
