import type { MeetingDto } from '@foyer/shared/meetings'
import type { SessionDto } from '@foyer/shared/sessions'
import { describe, expect, it } from 'vitest'
import { doorView } from './door-view.ts'

const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
const meeting: MeetingDto = {
  status: 'ready',
  platform: 'google_meet',
  joinUrl: 'https://meet.example/abc',
  source: 'platform',
  reason: null,
  owner: null,
  attempts: 0,
  nextAttemptAt: null,
  fallback: null,
  fallbackAt: null,
  canUseFallback: false,
  foundStartsAt: null,
  changingTo: null,
  droppedSettings: [],
}

const room = {
  kind: 'room',
  from: 'google_meet',
  reason: 'platform_rate_limited',
  since: '2026-11-25T09:10:00.000Z',
  contact: null,
} as const

function session(changes: Partial<SessionDto>, meetingChanges: Partial<MeetingDto> = {}): SessionDto {
  return {
    id: 's1',
    service: { id: 'v1', title: 'First conversation', kind: 'private', mode: 'online' },
    provider: { id: 'p1', name: 'Ana Ribeiro', timeZone: 'Europe/Lisbon' },
    startsAt: '2026-11-25T09:30:00.000Z',
    endsAt: '2026-11-25T10:00:00.000Z',
    timeZone: 'Europe/Lisbon',
    status: 'scheduled',
    cancelledBy: null,
    meeting: { ...meeting, ...meetingChanges },
    joinPath: '/s/t/join',
    joinOpensAt: '2026-11-25T09:20:00.000Z',
    customers: [{ id: 'c1', name: 'Jonas Meier' }],
    invitedEmail: null,
    viewer: 'customer',
    bookingId: 'b1',
    ...changes,
  }
}

const view = (at: string, changes: Partial<SessionDto> = {}, meetingChanges: Partial<MeetingDto> = {}) =>
  doorView(session(changes, meetingChanges), new Date(at), reader)

describe('a ready room', () => {
  it.each([
    ['days before', '2026-11-22T09:00:00Z', 'The room is ready', 'Join opens 10:20', false],
    ['a second before it opens', '2026-11-25T09:19:59Z', 'The room is ready', 'Join opens 10:20', false],
    ['from ten minutes before', '2026-11-25T09:20:00Z', 'The door is open', 'Join', true],
    ['while it overruns', '2026-11-25T10:59:59Z', 'The door is open', 'Join', true],
  ])('%s', (_, at, title, label, isOpen) => {
    const door = view(at)
    expect([door.state, door.title, door.join?.label, door.join?.isOpen]).toEqual(['ready', title, label, isOpen])
  })
  it('is over an hour after the end', () => {
    expect(view('2026-11-25T11:00:00Z')).toMatchObject({ state: 'none', title: 'This session is over' })
  })
  it('has no way in for a place that is not confirmed', () => {
    expect(view('2026-11-25T09:30:00Z', { joinPath: null, joinOpensAt: null }).join).toBeUndefined()
  })
  it.each([
    [
      { fallback: room, joinUrl: 'https://rooms.example/ana' },
      'Backup room in use',
      'Google took no more requests, so you meet in a backup room. It leads to rooms.example.',
    ],
    [
      { fallback: { ...room, reason: null }, joinUrl: null },
      'Backup room in use',
      'Instead of Google Meet you meet in a backup room.',
    ],
    [
      { fallback: { ...room, kind: 'platform' }, platform: 'zoom', joinUrl: null },
      'Backup on Zoom',
      'Google took no more requests, so you meet on Zoom.',
    ],
  ] satisfies [Partial<MeetingDto>, string, string][])('says so when %j stands in', (differs, mark, words) => {
    const door = view('2026-11-25T09:20:00Z', {}, { source: 'fallback', ...differs })
    expect([door.mark, door.fallback]).toEqual([mark, words])
  })
  it.each([
    ['customer', 'Ana Ribeiro set this link by hand. It leads to xn--ggle-55da.com.'],
    ['provider', 'You set this link by hand. It leads to xn--ggle-55da.com.'],
  ] as const)('says to a %s that the link was set by hand, and where it leads in plain letters', (viewer, words) => {
    const door = view('2026-11-25T09:20:00Z', { viewer }, { source: 'manual', joinUrl: 'https://gооgle.com/abc' })
    expect(door.fallback).toBe(words)
  })
})

describe('a room that is not ready', () => {
  it('is being prepared without a reason at first', () => {
    const door = view('2026-11-22T09:00:00Z', {}, { status: 'pending' })
    expect([door.state, door.line]).toEqual(['preparing', 'Google is making the link. Usually under five seconds.'])
  })
  it('tells why it is delayed and when the next try is', () => {
    const nextAttemptAt = '2026-11-22T09:00:30.000Z'
    const door = view('2026-11-22T09:00:00Z', {}, { status: 'pending', reason: 'platform_unreachable', nextAttemptAt })
    expect(door).toMatchObject({ line: 'Google did not answer.', nextAttemptAt, canRetry: false })
  })
  it('names who has to act, and is late only when it is', () => {
    const lost: Partial<MeetingDto> = { status: 'blocked', reason: 'connection_lost' }
    expect(view('2026-11-22T09:00:00Z', {}, lost)).toMatchObject({
      state: 'needs',
      title: 'The link is not there yet',
      line: 'Ana Ribeiro has to reconnect Google.',
      footnote: 'Nothing to do for you. Your place is safe.',
    })
    expect(view('2026-11-25T09:00:00Z', {}, lost).title).toBe('The link is late')
  })
  it('offers the provider what helps', () => {
    const lost: Partial<MeetingDto> = { status: 'blocked', reason: 'connection_lost' }
    const door = view('2026-11-22T09:00:00Z', { viewer: 'provider' }, lost)
    expect(door).toMatchObject({ title: 'Google needs you', toConnect: 'Google Meet', canRetry: true })
  })
  it('does not send the provider to connect what connecting does not mend', () => {
    const forbidden: Partial<MeetingDto> = { status: 'blocked', reason: 'not_allowed' }
    expect(view('2026-11-22T09:00:00Z', { viewer: 'provider' }, forbidden)).toMatchObject({
      title: 'Google needs you',
      toConnect: undefined,
      canRetry: true,
    })
  })
  it('offers to put a room back that was removed by hand, and asks no customer', () => {
    const removed: Partial<MeetingDto> = { status: 'blocked', reason: 'removed_by_hand', joinUrl: null }
    expect(view('2026-11-22T09:00:00Z', { viewer: 'provider' }, removed)).toMatchObject({
      title: 'The room was removed',
      line: expect.stringContaining('you wanted to be asked'),
      retryLabel: 'Put it back',
      canRetry: true,
    })
    const asCustomer = view('2026-11-22T09:00:00Z', {}, removed)
    expect(asCustomer).toMatchObject({ title: 'The link is not there yet', canRetry: false })
    expect(asCustomer.line).toContain('Ana Ribeiro has been asked')
  })
  it('does not send the provider to connect what is not theirs to mend', () => {
    const ours: Partial<MeetingDto> = { status: 'failed', reason: 'misconfigured' }
    const door = view('2026-11-22T09:00:00Z', { viewer: 'provider' }, ours)
    expect([door.state, door.toConnect, door.canRetry]).toEqual(['failed', undefined, true])
  })
  it('says when a backup room takes over, and lets the provider have it now', () => {
    const lost: Partial<MeetingDto> = {
      status: 'blocked',
      reason: 'connection_lost',
      fallbackAt: '2026-11-25T09:10:00.000Z',
      canUseFallback: true,
    }
    expect(view('2026-11-25T09:00:00Z', {}, lost)).toMatchObject({
      fallback: 'If there is no link by 10:10, a backup room takes over.',
      canUseFallback: false,
    })
    expect(view('2026-11-22T09:00:00Z', {}, lost).fallback).toContain('no link by Wed 25 Nov, 10:10,')
    expect(view('2026-11-25T09:10:30Z', { viewer: 'provider' }, lost)).toMatchObject({
      fallback: 'Your backup room takes over shortly.',
      canUseFallback: true,
    })
  })
  it('leaves the first seconds to the platform', () => {
    const fresh: Partial<MeetingDto> = { status: 'pending', fallbackAt: '2026-11-25T09:10:00.000Z' }
    expect(view('2026-11-25T09:00:00Z', {}, fresh).fallback).toBeUndefined()
  })
  it('says that the backup is being made elsewhere', () => {
    const elsewhere: Partial<MeetingDto> = { status: 'pending', platform: 'zoom', source: 'fallback', joinUrl: null }
    expect(view('2026-11-25T09:12:00Z', {}, { ...elsewhere, fallback: { ...room, kind: 'platform' } })).toMatchObject({
      mark: 'Backup on Zoom',
      line: 'Zoom is making the link. Usually under five seconds.',
      fallback: 'Google took no more requests, so the room is made on Zoom.',
    })
  })
  it.each([
    ['customer', '+351 912 345 678', 'Ana Ribeiro was asked to send you a link. You can also ask: +351 912 345 678'],
    ['customer', null, 'Ana Ribeiro was asked to send you a link.'],
    ['provider', null, 'Your customers are told to turn to you. Paste a link, and everybody has it.'],
  ] as const)('tells the %s who helps when a person is the backup', (viewer, contact, words) => {
    const asked: Partial<MeetingDto> = {
      status: 'failed',
      reason: 'rejected',
      fallback: { ...room, kind: 'person', contact },
    }
    expect(view('2026-11-25T09:12:00Z', { viewer }, asked)).toMatchObject({ mark: undefined, fallback: words })
  })
  it('is over with the session', () => {
    expect(view('2026-11-25T10:00:00Z', {}, { status: 'pending' }).title).toBe('This session is over')
  })
})

it.each([
  ['customer', 'customer', 'You cancelled it.'],
  ['provider', 'customer', 'Ana Ribeiro cancelled it.'],
  ['customer', 'provider', 'Jonas Meier cancelled it.'],
  ['system', 'customer', 'It does not take place.'],
] as const)('cancelled by the %s, read by the %s', (cancelledBy, viewer, words) => {
  const door = view('2026-11-22T09:00:00Z', { status: 'cancelled', cancelledBy, viewer })
  expect([door.title, door.line.startsWith(words), door.join]).toEqual(['Cancelled', true, undefined])
})

it('has no link in person', () => {
  const service = { id: 'v1', title: 'Walk', kind: 'private', mode: 'in_person' } as const
  expect(view('2026-11-22T09:00:00Z', { service, meeting: null })).toMatchObject({ title: 'You meet in person' })
})

describe('a daily limit of the platform', () => {
  const held = { platform: 'zoom', reason: 'daily_limit', nextAttemptAt: '2026-11-23T00:00:00.400Z' } as const

  it.each(['customer', 'provider'] as const)(
    'is said to the %s with the time at which it ends on their clock',
    (viewer) => {
      const door = view('2026-11-22T20:00:00Z', { viewer }, { ...held, status: 'pending', joinUrl: null })
      expect(door).toMatchObject({ state: 'preparing', canRetry: false, isUnderWay: false, nextAttemptAt: undefined })
      expect(door.line).toBe('Zoom’s daily limit reached. Resumes 01:00 your time.')
    },
  )

  it('leaves a link that works as it is, and tells only the provider what is passed on later', () => {
    const moved = (viewer: 'customer' | 'provider') => view('2026-11-22T20:00:00Z', { viewer }, held)
    expect(moved('customer')).toMatchObject({ state: 'ready', footnote: undefined })
    expect(moved('provider')).toMatchObject({
      state: 'ready',
      footnote: 'The link works. What changed is passed on later: Zoom’s daily limit reached. Resumes 01:00 your time.',
    })
  })
})

describe('a room of the provider’s own', () => {
  const own = { platform: 'custom_room', joinUrl: 'https://whereby.example/ana' } as const
  const before = '2026-11-22T09:00:00Z'

  it('is named after whose it is, with its host', () => {
    expect(view(before, {}, own).fallback).toBe('You meet in Ana Ribeiro’s own room. It leads to whereby.example.')
    expect(view(before, { viewer: 'provider' }, own).fallback).toBe(
      'You meet in your own room. It leads to whereby.example.',
    )
    expect(view(before, {}, { ...own, source: 'manual' }).fallback).toMatch(/^Ana Ribeiro set this link by hand\./)
    expect(view(before, {}, { ...own, fallback: { ...room, kind: 'platform' } }).mark).toBe('Backup room in use')
  })

  it('is not said to be closed when a session in it is called off', () => {
    const off = { status: 'cancelled', cancelledBy: 'customer' } as const
    expect(view(before, off, own).line).toBe('You cancelled it.')
    expect(view(before, off).line).toBe('You cancelled it. The link no longer leads anywhere.')
  })

  it('has to be set up before it has a link', () => {
    const missing = { ...own, status: 'blocked', joinUrl: null, reason: 'connection_missing' } as const
    expect(view(before, {}, missing).line).toBe('Ana Ribeiro has to set up the room first.')
    expect(view(before, { viewer: 'provider' }, missing)).toMatchObject({
      title: 'Your own room needs you',
      line: 'Your own room is not set up. Set it up, and this link is made by itself.',
    })
  })
})
