import type { DayInterval, Weekday } from '@foyer/shared/availability'
import { Temporal } from 'temporal-polyfill'
import { PEOPLE } from './people.ts'
import { demoService, type ServiceKey } from './services.ts'
import type { WeekTime } from './timetable.ts'

/** One date of a service: instants, and what clock and calendar of the provider show. */
export interface Occurrence extends DayInterval {
  service: ServiceKey
  startsAt: Date
  endsAt: Date
  timeZone: string
  /** `YYYY-MM-DD` */
  date: string
  weekday: Weekday
  /** The Monday of its week, by which it is recognised at a later start. */
  monday: string
}

/** The Monday of the week that lies `weeks` after the one of `now`, in a zone. */
export const mondayOf = (now: Date, timeZone: string, weeks: number): Temporal.PlainDate => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  return today.add({ days: 1 - today.dayOfWeek + 7 * weeks })
}

/** When a service takes place `weeks` after the week of `now`. */
export function occurrenceAt(service: ServiceKey, { weekday, start }: WeekTime, now: Date, weeks: number): Occurrence {
  const { provider, minutes } = demoService(service)
  const { timeZone } = PEOPLE[provider]
  const monday = mondayOf(now, timeZone, weeks)
  const date = monday.add({ days: weekday - 1 })
  const startsAt = date.toZonedDateTime({ timeZone, plainTime: start })
  const endsAt = startsAt.add({ minutes })
  return {
    service,
    startsAt: new Date(startsAt.epochMilliseconds),
    endsAt: new Date(endsAt.epochMilliseconds),
    timeZone,
    date: date.toString(),
    weekday,
    start,
    end: endsAt.toPlainTime().toString({ smallestUnit: 'minute' }),
    monday: monday.toString(),
  }
}
