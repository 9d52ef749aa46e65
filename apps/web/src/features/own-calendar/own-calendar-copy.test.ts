import type { OwnCalendarDto } from '@foyer/shared/calendars'
import { describe, expect, it } from 'vitest'
import { calendarTrouble, lastRead } from './own-calendar-copy.ts'

const reader = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const now = new Date('2026-11-21T15:30:00Z')

const calendar = (differs: Partial<OwnCalendarDto> = {}): OwnCalendarDto => ({
  platform: 'google_meet',
  accountEmail: 'ana@ribeiro.pt',
  isAllowed: true,
  isUsed: true,
  whenUnknown: 'offer',
  state: 'unreachable',
  checkedAt: '2026-11-21T14:00:00Z',
  unansweredSince: '2026-11-21T14:02:00Z',
  ...differs,
})
const trouble = (differs: Partial<OwnCalendarDto> = {}) => calendarTrouble(calendar(differs), now, reader)

describe('a calendar of which nothing new is known', () => {
  it.each([
    [{}, 'Your Google Calendar has not answered since 14:02'],
    [{ unansweredSince: '2026-11-18T09:00:00Z' }, 'Your Google Calendar has not answered since Wed 18 Nov, 09:00'],
    [{ unansweredSince: null }, 'Your Google Calendar was last read at 14:00'],
    [{ unansweredSince: null, checkedAt: null }, 'Your Google Calendar is being read for the first time'],
    [{ isAllowed: false }, 'Google no longer lets Foyer see when you are busy'],
  ])('with %j says "%s"', (differs, title) => {
    expect(trouble(differs)?.title).toBe(title)
  })

  it('says what becomes of the times meanwhile', () => {
    expect(trouble()?.text).toMatch(/^Times are offered without it\. What it said last still closes them/)
    expect(trouble({ isAllowed: false })?.text).toBe(
      'Times are offered without it, so look there before you confirm anything.',
    )
    expect(trouble({ whenUnknown: 'close' })?.text).toBe('No times are offered until it can be read, as you chose.')
  })

  it('asks for consent only where nothing else brings it back', () => {
    expect([trouble(), trouble({ isAllowed: false })].map((one) => one?.needsConsent)).toEqual([false, true])
  })
})

it('is silent about a calendar that is known, and about one that is not to be used', () => {
  expect(trouble({ state: 'checked' })).toBeNull()
  expect(trouble({ isUsed: false })).toBeNull()
  expect(trouble({ platform: null })).toBeNull()
  expect(lastRead(calendar({ checkedAt: '2026-11-21T15:28:00Z' }), now, reader)).toBe('Read 2 min ago.')
  expect(lastRead(calendar({ checkedAt: null }), now, reader)).toBeNull()
})
