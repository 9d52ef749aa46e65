import type { OwnCalendarDto, UnknownCalendarPolicy } from '@foyer/shared/calendars'
import { PLATFORM_COMPANIES, type Platform } from '@foyer/shared/platforms'
import type { Reader } from '../../lib/intl.ts'
import { formatRelative } from '../../lib/relative.ts'
import { formatClock, formatDayShort, isoDate } from '../../lib/time.ts'

/** "Google Calendar" */
export const calendarName = (platform: Platform): string => `${PLATFORM_COMPANIES[platform]} Calendar`

/** What a provider can have done while the calendar is not known. */
export const WHEN_UNKNOWN = [
  {
    id: 'offer',
    label: 'Offer times without it',
    hint: 'By your hours, what is booked here, and what the calendar said last. You are told, and look there yourself.',
  },
  {
    id: 'close',
    label: 'Offer no times',
    hint: 'Nobody can book you until it answers again. What is booked stays booked.',
  },
] as const satisfies readonly { id: UnknownCalendarPolicy; label: string; hint: string }[]

/** What is wrong with the calendar, what that means for whoever wants to book, and what the provider can do. */
export interface CalendarTrouble {
  tone: 'amber' | 'sky'
  title: string
  text: string
  /** Whether only a consent of the provider brings it back. */
  needsConsent: boolean
}

/** Null while the calendar is known, or not to be used. */
export function calendarTrouble(calendar: OwnCalendarDto, now: Date, reader: Reader): CalendarTrouble | null {
  const { platform, state, isUsed, isAllowed, checkedAt, unansweredSince } = calendar
  if (!platform || !isUsed || state !== 'unreachable') return null
  const name = calendarName(platform)
  const told = { tone: 'amber', text: consequence(calendar), needsConsent: false } as const
  if (!isAllowed)
    return {
      ...told,
      title: `${PLATFORM_COMPANIES[platform]} no longer lets Foyer see when you are busy`,
      needsConsent: true,
    }
  if (unansweredSince)
    return { ...told, title: `Your ${name} has not answered since ${spokenMoment(unansweredSince, now, reader)}` }
  if (checkedAt) return { ...told, title: `Your ${name} was last read at ${spokenMoment(checkedAt, now, reader)}` }
  return { ...told, tone: 'sky', title: `Your ${name} is being read for the first time` }
}

function consequence({ whenUnknown, checkedAt, isAllowed }: OwnCalendarDto): string {
  if (whenUnknown === 'close') return 'No times are offered until it can be read, as you chose.'
  return checkedAt && isAllowed
    ? 'Times are offered without it. What it said last still closes them, but look there before you confirm anything.'
    : 'Times are offered without it, so look there before you confirm anything.'
}

/** "Read 2 min ago." */
export function lastRead({ checkedAt }: OwnCalendarDto, now: Date, reader: Reader): string | null {
  const ago = checkedAt && formatRelative(checkedAt, now, reader)
  return ago && `Read ${ago === 'now' ? 'just now' : ago}.`
}

function spokenMoment(at: string, now: Date, reader: Reader): string {
  const isToday = isoDate(at, reader.timeZone) === isoDate(now.toISOString(), reader.timeZone)
  return isToday ? formatClock(at, reader) : `${formatDayShort(at, now, reader)}, ${formatClock(at, reader)}`
}
