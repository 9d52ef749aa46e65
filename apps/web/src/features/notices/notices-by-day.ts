import type { NotificationDto } from '@foyer/shared/notifications'
import type { Reader } from '../../lib/intl.ts'
import { daysBetween } from '../../lib/relative.ts'
import { formatClock, formatDay, formatDayShort, isoDate } from '../../lib/time.ts'

export interface DayOfNotices {
  /** "2026-11-24" */
  date: string
  title: string
  notices: NotificationDto[]
}

/** Notices under the day they came, on the reader's calendar, in the order they are given. */
export function noticesByDay(notices: readonly NotificationDto[], now: Date, reader: Reader): DayOfNotices[] {
  const byDate = Map.groupBy(notices, ({ createdAt }) => isoDate(createdAt, reader.timeZone))
  return [...byDate].map(([date, ofDay]) => ({
    date,
    title: nameOfDay(ofDay[0]?.createdAt ?? date, now, reader),
    notices: ofDay,
  }))
}

function nameOfDay(at: string, now: Date, reader: Reader): string {
  const days = daysBetween(now, at, reader.timeZone)
  if (days === 0) return 'Today'
  return days === -1 ? 'Yesterday' : formatDay(at, now, reader)
}

/** When what a notice is about takes place, and when it would have; null where it is about no time. */
export function noticeTime({ startsAt, movedFrom }: NotificationDto, now: Date, reader: Reader): string | null {
  if (!startsAt) return null
  const say = (at: string) => `${formatDayShort(at, now, reader)}, ${formatClock(at, reader)}`
  return movedFrom ? `Now ${say(startsAt)}. It was ${say(movedFrom)}.` : say(startsAt)
}
