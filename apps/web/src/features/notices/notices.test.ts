import type { NotificationDto } from '@foyer/shared/notifications'
import { expect, it } from 'vitest'
import { noticeAsks } from './notice-copy.ts'
import { noticesByDay, noticeTime } from './notices-by-day.ts'

const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
const now = new Date('2026-11-21T09:00:00Z')

const notice = (change: Partial<NotificationDto>): NotificationDto => ({
  id: '1',
  kind: 'booking_confirmed',
  title: '“Violin lesson” is confirmed',
  path: '/sessions/1',
  startsAt: '2026-11-23T12:00:00.000Z',
  movedFrom: null,
  state: null,
  createdAt: '2026-11-21T08:00:00.000Z',
  readAt: null,
  ...change,
})

it('puts notices under the day they came on the clock of the reader', () => {
  const times = ['2026-11-21T08:00:00Z', '2026-11-20T23:30:00Z', '2026-11-20T22:30:00Z', '2026-11-18T10:00:00Z']
  const days = noticesByDay(
    times.map((createdAt) => notice({ createdAt })),
    now,
    reader,
  )
  expect(days.map(({ title, notices }) => [title, notices.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['Wednesday 18 November', 1],
  ])
})

it('says when it takes place, and of something that was moved also when it would have been', () => {
  expect(noticeTime(notice({}), now, reader)).toBe('Mon 23 Nov, 13:00')
  const moved = notice({ movedFrom: '2026-11-23T10:00:00.000Z' })
  expect(noticeTime(moved, now, reader)).toBe('Now Mon 23 Nov, 13:00. It was Mon 23 Nov, 11:00.')
  expect(noticeTime(notice({ startsAt: null }), now, reader)).toBeNull()
})

it('says what a notice asks for only while it is still to be done', () => {
  const lost = notice({ kind: 'connection_lost', state: 'open' })
  expect(noticeAsks(lost)).toEqual({ door: 'needs', words: 'Needs you' })
  expect(noticeAsks({ ...lost, state: 'settled' })).toBeNull()
  expect(noticeAsks(notice({}))).toBeNull()
})
