import { describe, expect, it } from 'vitest'
import { sampleConnection } from '../connections/sample-connection.ts'
import { sampleSession } from '../provider-sessions/sample-session.ts'
import { firstSteps } from './first-steps.ts'
import { spokenClock } from './spoken-clock.ts'
import { todayNews, todayOf } from './today-news.ts'

const now = new Date('2026-11-21T14:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const at = (startsAt: string, minutes = 30) =>
  sampleSession({ startsAt, endsAt: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString() })
const newsOf = (sessions: Parameters<typeof todayOf>[0], waiting = 0) =>
  todayNews(todayOf(sessions, now, lisbon), waiting, now, lisbon)

it.each([
  ['00:00', 'midnight'],
  ['12:00', 'noon'],
  ['10:00', 'ten'],
  ['12:30', 'half past twelve'],
  ['14:30', 'half past two'],
  ['14:15', 'quarter past two'],
  ['23:45', 'quarter to twelve'],
  ['09:20', '09:20'],
])('%s is said "%s"', (clock, words) => {
  expect(spokenClock(clock)).toBe(words)
})

describe('the news of the day', () => {
  it.each([
    ['Next, Jonas at half past two', [at('2026-11-21T14:30:00Z')]],
    ['Now, Jonas until half past two', [at('2026-11-21T14:00:00Z')]],
    ['Tomorrow, Jonas at ten', [at('2026-11-22T10:00:00Z')]],
    ['A quiet day. Next, Jonas on Wednesday 25 November', [at('2026-11-25T10:00:00Z')]],
    ['A quiet day', []],
    ['A quiet day', [sampleSession({ viewer: 'customer' })]],
    ['A quiet day', [sampleSession({ endsAt: '2026-11-21T14:07:00Z', startsAt: '2026-11-21T13:00:00Z' })]],
    ['Next, Dr Kim Meier at half past two', [sampleSession({ customers: [{ id: '1', name: 'Dr Kim Meier' }] })]],
    [
      'Next, Evening group at half past two',
      [sampleSession({ service: { id: '1', title: 'Evening group', kind: 'group', mode: 'online' } })],
    ],
  ])('%s', (news, sessions) => {
    expect(newsOf(sessions)).toBe(news)
  })

  it('is who waits for an answer where nothing else comes', () => {
    expect(newsOf([], 1)).toBe('1 person waits for your answer')
    expect(newsOf([], 3)).toBe('3 people wait for your answer')
  })

  it('keeps the rest of today apart from tomorrow, whatever the order', () => {
    const sessions = [at('2026-11-22T09:00:00Z'), at('2026-11-21T19:00:00Z'), at('2026-11-21T14:30:00Z')]
    const { next, later } = todayOf(sessions, now, lisbon)
    expect(next?.startsAt).toBe('2026-11-21T14:30:00Z')
    expect(later.map(({ startsAt }) => startsAt)).toEqual(['2026-11-21T19:00:00Z'])
  })
})

describe('the first steps', () => {
  const none = { timeZone: 'UTC', rules: [], overrides: [] }
  const hours = { ...none, rules: [{ weekday: 1, start: '09:00', end: '17:00' } as const] }
  const service = { archived: false, mode: 'online' } as Parameters<typeof firstSteps>[2][number]
  const doneOf = (...args: Parameters<typeof firstSteps>) =>
    firstSteps(...args)
      .filter(({ isDone }) => isDone)
      .map(({ id }) => id)

  it('are all open for a new provider and gone once all are done', () => {
    expect(firstSteps([], none, [])).toHaveLength(3)
    expect(doneOf([], none, [])).toEqual([])
    expect(firstSteps([sampleConnection()], hours, [service])).toEqual([])
  })

  it('count a service only while it is offered, and a permission even after it was lost', () => {
    const archived = { ...service, archived: true }
    expect(doneOf([sampleConnection({ status: 'revoked' })], hours, [archived])).toEqual(['connect', 'hours'])
    expect(doneOf([sampleConnection({ status: 'connect_denied' })], hours, [archived])).toEqual(['hours'])
  })

  it('ask for no account from whoever meets in person only', () => {
    expect(firstSteps([], hours, [{ ...service, mode: 'in_person' }])).toEqual([])
  })
})
