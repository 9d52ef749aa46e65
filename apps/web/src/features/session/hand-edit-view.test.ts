import type { SessionDto } from '@foyer/shared/sessions'
import { expect, it } from 'vitest'
import { sampleMeeting, sampleSession } from '../provider-sessions/sample-session.ts'
import { handEditView } from './hand-edit-view.ts'

const now = new Date('2026-11-24T09:00:00Z')
const foundStartsAt = '2026-11-25T14:00:00.000Z'
const moved = (differs: Partial<SessionDto> = {}, foundAt: string | null = foundStartsAt): SessionDto => ({
  ...sampleSession({
    startsAt: '2026-11-25T10:00:00.000Z',
    endsAt: '2026-11-25T10:30:00.000Z',
    viewer: 'provider',
    bookingId: 'b1',
    meeting: sampleMeeting({ reason: 'moved_by_hand', foundStartsAt: foundAt }),
  }),
  ...differs,
})

it('asks the provider, with the time to follow to', () => {
  expect(handEditView(moved(), now)).toEqual({
    platform: 'google_meet',
    foundStartsAt,
    moveTo: { bookingId: 'b1', startsAt: foundStartsAt },
  })
})

it.each<[string, SessionDto]>([
  ['a customer', moved({ viewer: 'customer' })],
  ['anybody once it is over', moved({ endsAt: '2026-11-24T08:00:00.000Z' })],
  ['anybody of a cancelled session', moved({ status: 'cancelled' })],
  ['anybody where nothing was moved', moved({ meeting: sampleMeeting() })],
])('does not ask %s', (_, session) => {
  expect(handEditView(session, now)).toBeNull()
})

it.each<[string, SessionDto]>([
  ['in the past', moved({}, '2026-11-24T08:00:00.000Z')],
  ['the same, only longer', moved({}, '2026-11-25T10:00:00.000Z')],
  ['of many people', moved({ bookingId: null })],
])('offers only to put it back when the time found is %s', (_, session) => {
  expect(handEditView(session, now)).toMatchObject({ moveTo: null })
})
