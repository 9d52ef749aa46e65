import type { Instant } from './instants.ts'
import type { Platform } from './platforms.ts'

/**
 * What is known of the provider's own calendar: `checked` a few minutes ago at most, `unreachable` for longer than that or
 * not for all of the time asked about, or none is in use.
 */
export type CalendarState = 'checked' | 'unreachable' | 'not_connected'

/** What happens to times while nobody knows whether the provider's own calendar is busy. */
export const UNKNOWN_CALENDAR_POLICIES = ['offer', 'close'] as const
export type UnknownCalendarPolicy = (typeof UNKNOWN_CALENDAR_POLICIES)[number]

/** What was known of the provider's own calendar when an answer was given; says nothing of what is in it. */
export interface CalendarCheckDto {
  state: CalendarState
  checkedAt: Instant | null
}

/** A provider's own calendar, as the provider sees it. */
export interface OwnCalendarDto extends CalendarCheckDto {
  /** Where it is, or could be; null where no platform of this installation has one. */
  platform: Platform | null
  accountEmail: string | null
  /** The account works and allows its busy times to be read. */
  isAllowed: boolean
  /** Whether its busy times close slots, as far as they are known. */
  isUsed: boolean
  whenUnknown: UnknownCalendarPolicy
  /** Since when it has not answered; null while it does, and where that was never noted. */
  unansweredSince: Instant | null
}
