/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Wall-clock times in the availability's zone, `HH:MM`; the end may be `24:00`. */
export interface DayInterval {
  start: string
  end: string
}

export interface AvailabilityRule extends DayInterval {
  weekday: Weekday
}

/** Replaces one local date as a whole; no intervals means closed. */
export interface AvailabilityOverride {
  /** `YYYY-MM-DD` in the availability's zone. */
  date: string
  intervals: DayInterval[]
}

export interface Availability {
  timeZone: string
  rules: AvailabilityRule[]
  overrides: AvailabilityOverride[]
}
