import type { Weekday } from '@foyer/shared/availability'
import type { PersonKey } from './people.ts'
import type { ServiceKey } from './services.ts'

/** A place in a week: wall-clock time in the provider's zone. */
export interface WeekTime {
  weekday: Weekday
  start: string
}

export interface WeeklySession extends WeekTime {
  service: ServiceKey
  customers: PersonKey[]
  /** Who did not come last week. */
  missedBy?: PersonKey
  notes?: string
}

/** What repeats: regulars and open classes. */
export const WEEKLY: WeeklySession[] = [
  { service: 'therapy', weekday: 2, start: '10:00', customers: ['jonas'] },
  { service: 'practice', weekday: 1, start: '16:00', customers: ['beatriz'] },
  {
    service: 'practice',
    weekday: 3,
    start: '11:00',
    customers: ['miguel'],
    notes: 'I may be five minutes late, the 28 is the 28.',
  },
  { service: 'therapy', weekday: 3, start: '15:00', customers: ['clara'] },
  { service: 'therapy', weekday: 4, start: '15:00', customers: ['emma'], missedBy: 'emma' },
  { service: 'maths', weekday: 1, start: '16:00', customers: ['clara'], notes: 'Integrals again, please.' },
  { service: 'maths', weekday: 3, start: '17:00', customers: ['lukas'] },
  { service: 'examClinic', weekday: 6, start: '11:00', customers: ['lukas'] },
  { service: 'morningFlow', weekday: 1, start: '07:00', customers: ['jonas', 'noah', 'emma'] },
  { service: 'morningFlow', weekday: 3, start: '07:00', customers: ['noah', 'priya', 'lukas', 'clara'] },
  { service: 'morningFlow', weekday: 5, start: '07:00', customers: ['emma', 'noah'] },
  { service: 'studio', weekday: 6, start: '10:00', customers: ['noah'] },
  { service: 'oneToOne', weekday: 3, start: '10:00', customers: ['priya'] },
  {
    service: 'conversation',
    weekday: 4,
    start: '18:00',
    customers: ['jonas'],
    notes: 'Moving to Porto in spring. Let us practise flat hunting.',
  },
  { service: 'conversation', weekday: 2, start: '19:00', customers: ['priya'] },
  { service: 'interviews', weekday: 3, start: '13:00', customers: ['beatriz'] },
  { service: 'celloOnline', weekday: 1, start: '17:00', customers: ['hannah'] },
  { service: 'celloOnline', weekday: 6, start: '11:00', customers: ['oliver'] },
  { service: 'celloBrooklyn', weekday: 4, start: '18:30', customers: ['oliver'] },
]

export interface CourseDates extends WeekTime {
  service: ServiceKey
  /** Weeks from the one of the first start to the first evening. */
  firstWeek: number
  lessons: number
  customers: PersonKey[]
}

/** One runs already; into the other one can still be enrolled. */
export const COURSES: CourseDates[] = [
  { service: 'abitur', firstWeek: -1, lessons: 4, weekday: 4, start: '18:00', customers: ['clara', 'lukas'] },
  { service: 'calmBack', firstWeek: 1, lessons: 6, weekday: 2, start: '18:00', customers: ['emma', 'noah', 'miguel'] },
]

export interface DemoRequest extends WeekTime {
  service: ServiceKey
  customer: PersonKey
  askedHoursAgo: number
  notes: string
}

/** Wanted for next week and not answered yet. */
export const REQUESTS: DemoRequest[] = [
  {
    service: 'firstTalk',
    weekday: 4,
    start: '11:00',
    customer: 'lukas',
    askedHoursAgo: 3,
    notes: 'A friend gave me your name. I have not slept well since the summer and would like to talk.',
  },
  {
    service: 'therapy',
    weekday: 5,
    start: '10:00',
    customer: 'priya',
    askedHoursAgo: 9,
    notes: 'Maya said you might have time. Fridays are my quiet days, so a regular hour would be wonderful.',
  },
  {
    service: 'interviews',
    weekday: 5,
    start: '17:00',
    customer: 'miguel',
    askedHoursAgo: 5,
    notes: 'Second round at a shipping company. They will ask about a conflict in my team.',
  },
  {
    service: 'celloBrooklyn',
    weekday: 3,
    start: '17:00',
    customer: 'hannah',
    askedHoursAgo: 20,
    notes: 'Could we look at the prelude again, in person this time?',
  },
]
