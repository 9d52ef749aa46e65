import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aMeeting } from '../contract-harness.ts'
import type { Room } from '../platform.ts'
import {
  changesTo,
  eventAnswer,
  eventIdFor,
  isOurs,
  type LiveEvent,
  newEvent,
  roomOf,
  roomRequestId,
} from './mapping.ts'
import { missingScopes } from './scopes.ts'

const AUTH = 'https://www.googleapis.com/auth'
const LINK = 'https://meet.google.com/abc-defg-hij'

function live(answer: object): LiveEvent {
  const event = eventAnswer.parse(answer)
  if (event.status === 'cancelled') throw new Error('the event is cancelled')
  return event
}

/** The event as Google answers it right after the insert, changed by hand where said. */
function inserted(spec = aMeeting(), changes: object = {}): LiveEvent {
  return live({ ...newEvent(spec), hangoutLink: LINK, ...changes })
}

test('event ids keep to the alphabet and are the same for the same meeting and generation only', () => {
  const key = fc.record({ meetingId: fc.uuid(), generation: fc.nat({ max: 100_000 }) })
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(eventIdFor(one)).toMatch(/^[a-v0-9]{5,1024}$/)
      const isSame = one.meetingId === other.meetingId && one.generation === other.generation
      expect(eventIdFor(one) === eventIdFor(other)).toBe(isSame)
      expect(eventIdFor({ ...one, generation: one.generation + 1 })).not.toBe(eventIdFor(one))
    }),
  )
})

test('a new attempt at the room changes the request id and nothing else does', () => {
  const spec = aMeeting()
  expect(roomRequestId({ ...spec, title: 'Other' })).toBe(roomRequestId(spec))
  expect(roomRequestId({ ...spec, roomAttempt: 1 })).not.toBe(roomRequestId(spec))
  expect(roomRequestId({ ...spec, generation: 2 })).not.toBe(roomRequestId(spec))
})

describe('the room is', () => {
  const asked = (statusCode?: string) => ({ createRequest: { requestId: 'r', status: { statusCode } } })
  const video = { entryPointType: 'video', uri: LINK }
  test.each<[string, object, Room]>([
    ['ready by its link', { hangoutLink: LINK, conferenceData: asked('success') }, { status: 'ready', joinUrl: LINK }],
    ['ready by its video entry', { conferenceData: { entryPoints: [{}, video] } }, { status: 'ready', joinUrl: LINK }],
    [
      'ready while a working link stands',
      { hangoutLink: LINK, conferenceData: asked('failure') },
      { status: 'ready', joinUrl: LINK },
    ],
    ['pending', { conferenceData: asked('pending') }, { status: 'pending' }],
    ['pending after a success without a link', { conferenceData: asked('success') }, { status: 'pending' }],
    ['pending before it has a status', { conferenceData: { createRequest: {} } }, { status: 'pending' }],
    ['failed', { conferenceData: asked('failure') }, { status: 'failed' }],
    ['failed without any conference', {}, { status: 'failed' }],
    [
      'failed with no more than a telephone',
      { conferenceData: { entryPoints: [{ entryPointType: 'phone', uri: 'tel:+1' }] } },
      { status: 'failed' },
    ],
    ['failed when the link is no web address', { hangoutLink: 'javascript:alert(1)' }, { status: 'failed' }],
  ])('%s', (_name, answer, room) => {
    const times = { start: { dateTime: '2027-03-01T09:00:00Z' }, end: { dateTime: '2027-03-01T10:00:00Z' } }
    expect(roomOf(live({ id: 'abcde', ...times, ...answer }))).toEqual(room)
  })
})

describe('a patch', () => {
  test('is not needed for what we have just written', () => {
    const spec = aMeeting()
    expect(changesTo(inserted(spec), spec)).toBeNull()
    const inBerlinTime = {
      start: { dateTime: '2027-03-01T10:00:00+01:00' },
      end: { dateTime: '2027-03-01T11:00:00+01:00' },
    }
    expect(changesTo(inserted(spec, inBerlinTime), spec)).toBeNull()
  })

  test('holds only what differs', () => {
    const spec = aMeeting()
    expect(changesTo(inserted(spec), { ...spec, title: 'Other' })).toEqual({ summary: 'Other' })
    expect(changesTo(inserted(spec, { start: { date: '2027-03-01' }, end: { date: '2027-03-02' } }), spec)).toEqual({
      start: { dateTime: '2027-03-01T09:00:00.000Z', timeZone: 'Europe/Berlin', date: null },
      end: { dateTime: '2027-03-01T10:00:00.000Z', timeZone: 'Europe/Berlin', date: null },
    })
  })

  test('keeps the answers of guests who stay, and the host', () => {
    const spec = aMeeting()
    const host = { email: 'provider@foyer.test', organizer: true, self: true, responseStatus: 'accepted' }
    const accepted = {
      email: 'Customer@foyer.test',
      displayName: 'Alex',
      responseStatus: 'accepted',
      comment: 'See you',
    }
    const event = inserted(spec, { attendees: [host, accepted] })
    expect(changesTo(event, spec)).toBeNull()
    const joined = { ...spec, attendees: [...spec.attendees, { email: 'second@foyer.test', name: 'Kit' }] }
    expect(changesTo(event, joined)?.attendees).toEqual([
      host,
      accepted,
      { email: 'second@foyer.test', displayName: 'Kit' },
    ])
    expect(changesTo(event, { ...spec, attendees: [] })?.attendees).toEqual([host])
  })

  test('asks for the room only on a later attempt, once, and never over a working link', () => {
    const spec = aMeeting()
    const again = { ...spec, roomAttempt: 1 }
    const failed = (requestId: string) => ({
      hangoutLink: undefined,
      conferenceData: { createRequest: { requestId, status: { statusCode: 'failure' } } },
    })
    expect(changesTo(inserted(spec, failed(roomRequestId(spec))), spec)).toBeNull()
    expect(
      changesTo(inserted(spec, failed(roomRequestId(spec))), again)?.conferenceData?.createRequest?.requestId,
    ).toBe(roomRequestId(again))
    expect(changesTo(inserted(spec, failed(roomRequestId(again))), again)).toBeNull()
    expect(changesTo(inserted(spec), again)).toBeNull()
  })
})

test('only an event with our marks is ours', () => {
  const spec = aMeeting()
  expect(isOurs(inserted(spec), spec)).toBe(true)
  expect(isOurs(inserted(spec), { ...spec, generation: 2 })).toBe(false)
  expect(isOurs(inserted(spec, { extendedProperties: undefined }), spec)).toBe(false)
})

test('the session page is the source where Google takes it, and else a line of the text', () => {
  expect(newEvent(aMeeting()).source?.url).toBe('https://foyer.example/sessions/1')
  const local = newEvent(aMeeting({ sessionUrl: 'http://localhost:3000/sessions/1', description: '' }))
  expect(local.source).toBeUndefined()
  expect(local.description).toBe('http://localhost:3000/sessions/1')
})

test('a broader or differently spelled scope is as good', () => {
  const signIn = ['openid', `${AUTH}/userinfo.email`]
  expect(missingScopes([`${AUTH}/calendar.events.owned`, ...signIn])).toEqual([])
  expect(missingScopes([`${AUTH}/calendar.events`, 'email', 'openid'])).toEqual([])
  expect(missingScopes([`${AUTH}/calendar`, ...signIn])).toEqual([])
  expect(missingScopes([`${AUTH}/calendar.events.readonly`, ...signIn])).toEqual([`${AUTH}/calendar.events.owned`])
  expect(missingScopes([])).toHaveLength(3)
})
