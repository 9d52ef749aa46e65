import type { DayInterval, Weekday } from '@foyer/shared/availability'

export interface DemoProvider {
  slug: string
  headline: string
  /** A room of their own, always the same address. */
  room: string
  hours: { on: Weekday[]; intervals: DayInterval[] }[]
  /** Single dates, counted in weeks from the one of the first start. */
  overrides: { week: number; weekday: Weekday; intervals: DayInterval[] }[]
}

const interval = (start: string, end: string): DayInterval => ({ start, end })
const CLOSED: DayInterval[] = []

export const PROVIDERS = {
  ana: {
    slug: 'ana-ribeiro',
    headline: 'Psychotherapist in Lisbon. Anxiety, burnout and the turns life takes.',
    room: 'https://whereby.com/ana-ribeiro',
    hours: [
      { on: [1, 2, 3, 4], intervals: [interval('09:00', '13:00'), interval('14:00', '18:00')] },
      { on: [5], intervals: [interval('09:00', '13:00')] },
    ],
    overrides: [
      { week: 2, weekday: 5, intervals: CLOSED },
      { week: 3, weekday: 6, intervals: [interval('10:00', '13:00')] },
    ],
  },
  matthias: {
    slug: 'matthias-brandt',
    headline: 'Maths from year 9 to the Abitur, calmly and without shortcuts. Berlin and online.',
    room: 'https://whereby.com/brandt-mathe',
    hours: [
      { on: [1, 2, 3, 4, 5], intervals: [interval('14:00', '20:00')] },
      { on: [6], intervals: [interval('10:00', '14:00')] },
    ],
    overrides: [{ week: 3, weekday: 6, intervals: CLOSED }],
  },
  maya: {
    slug: 'maya-lindqvist',
    headline: 'Yoga for people who sit a lot. Small groups, online and in Södermalm.',
    room: 'https://whereby.com/maya-moves',
    hours: [
      { on: [1, 2, 3, 4, 5], intervals: [interval('06:30', '12:00')] },
      { on: [2, 4], intervals: [interval('17:00', '20:30')] },
      { on: [6], intervals: [interval('09:00', '13:00')] },
    ],
    overrides: [{ week: 2, weekday: 3, intervals: [interval('06:30', '09:00')] }],
  },
  tiago: {
    slug: 'tiago-nunes',
    headline: 'Portuguese and English with a patient ear. Speaking first, grammar when it helps.',
    room: 'https://whereby.com/tiago-nunes-languages',
    hours: [{ on: [1, 2, 3, 4, 5], intervals: [interval('12:00', '20:00')] }],
    overrides: [],
  },
  grace: {
    slug: 'grace-okafor',
    headline: 'Cello lessons for adults who always wanted to. Brooklyn and online.',
    room: 'https://whereby.com/grace-cello',
    hours: [
      { on: [1, 2, 3, 4], intervals: [interval('15:00', '20:00')] },
      { on: [6], intervals: [interval('10:00', '14:00')] },
    ],
    overrides: [{ week: 3, weekday: 4, intervals: CLOSED }],
  },
} as const satisfies Record<string, DemoProvider>

export type ProviderKey = keyof typeof PROVIDERS
