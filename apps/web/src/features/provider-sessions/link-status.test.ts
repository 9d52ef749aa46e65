import { MEETING_STATUSES } from '@foyer/shared/meetings'
import { expect, it } from 'vitest'
import { linkStatus, sessionFacts, sessionName, sessionStep } from './link-status.ts'
import { sampleMeeting, sampleSession } from './sample-session.ts'

const now = new Date('2026-11-21T10:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const meeting = (differs: Parameters<typeof sampleMeeting>[0]) => sampleSession({ meeting: sampleMeeting(differs) })
const lost = { status: 'blocked', reason: 'connection_lost', owner: 'provider', joinUrl: null } as const
const retrying = {
  status: 'pending',
  reason: 'platform_unreachable',
  owner: 'foyer',
  attempts: 2,
  nextAttemptAt: '2026-11-21T10:08:30Z',
} as const

it.each([
  ['a ready link', sampleSession(), 'ready', 'Link ready', 'copy'],
  ['a pasted link', meeting({ source: 'manual' }), 'ready', 'Your own link', 'copy'],
  ['a backup', meeting({ source: 'fallback' }), 'ready', 'Backup link', 'copy'],
  ['a room that was moved by hand', meeting({ reason: 'moved_by_hand' }), 'needs', 'Moved by hand', 'open'],
  ['a room that was removed by hand', meeting({ ...lost, reason: 'removed_by_hand' }), 'needs', 'Needs you', 'open'],
  ['a first try', meeting({ status: 'pending' }), 'preparing', 'Making the link', 'open'],
  ['a later try', meeting(retrying), 'preparing', 'Next try 10:08:30', 'retry'],
  [
    'a try that is due',
    meeting({ ...retrying, nextAttemptAt: '2026-11-21T10:06:00Z' }),
    'preparing',
    'Making the link',
    'retry',
  ],
  ['a lost permission', meeting(lost), 'needs', 'Needs you', 'reconnect'],
  [
    'our own fault',
    meeting({ ...lost, reason: 'misconfigured', owner: 'operator' }),
    'needs',
    'Needs Foyer’s operator',
    'retry',
  ],
  ['a failure', meeting({ status: 'failed', reason: 'rejected', owner: 'operator' }), 'failed', 'No link', 'retry'],
  ['in person', sampleSession({ meeting: null, joinPath: null }), 'none', 'In person', 'open'],
  ['cancelled', sampleSession({ status: 'cancelled' }), 'none', 'Cancelled', 'open'],
  ['over', sampleSession({ endsAt: '2026-11-21T09:00:00Z' }), 'none', 'Over', 'open'],
] as const)('%s', (_what, session, door, words, step) => {
  expect(linkStatus(session, now, lisbon)).toMatchObject({ door, words })
  expect(sessionStep(session, now)).toBe(step)
})

it('offers to start as soon as the room may be entered', () => {
  expect(sessionStep(sampleSession(), new Date('2026-11-21T13:59:59Z'))).toBe('copy')
  expect(sessionStep(sampleSession(), new Date('2026-11-21T14:00:00Z'))).toBe('start')
})

it('turns to brick when somebody must act within the hour', () => {
  expect(linkStatus(meeting(lost), now, lisbon).tone).toBeUndefined()
  expect(linkStatus(meeting(lost), new Date('2026-11-21T13:40:00Z'), lisbon).tone).toBe('brick')
})

it('says where it meets, or why it cannot yet', () => {
  expect(sessionFacts(sampleSession(), now)).toBe('First conversation · Google Meet')
  const backup = {
    kind: 'room',
    from: 'google_meet',
    reason: null,
    since: '2026-11-21T14:00:00Z',
    contact: null,
  } as const
  expect(sessionFacts(meeting({ source: 'fallback', fallback: backup }), now)).toBe('First conversation · backup room')
  expect(
    sessionFacts(meeting({ source: 'fallback', platform: 'zoom', fallback: { ...backup, kind: 'platform' } }), now),
  ).toBe('First conversation · Zoom, as backup')
  expect(sessionFacts(meeting(lost), now)).toBe('First conversation · Google stopped accepting our permission')
  expect(sessionFacts(sampleSession({ meeting: null }), now)).toBe('First conversation · in person')
})

it('is about the customer when private, about the title when shared', () => {
  const service = { id: '1', title: 'Evening group', kind: 'group', mode: 'online' } as const
  expect(sessionName(sampleSession())).toBe('Jonas Meier')
  expect(sessionName(sampleSession({ customers: [], invitedEmail: 'kim@example.org' }))).toBe('kim@example.org')
  expect(sessionName(sampleSession({ service }))).toBe('Evening group')
  expect(sessionFacts(sampleSession({ service, customers: [] }), now)).toBe('nobody yet · Google Meet')
})

it.each(MEETING_STATUSES)('%s has words', (status) => {
  expect(linkStatus(meeting({ status }), now, lisbon).words).not.toBe('')
})
