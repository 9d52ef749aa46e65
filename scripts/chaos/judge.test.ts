import { describe, expect, it } from 'vitest'
import { CREATE, EVENT, historyWith, MEETING, minute, SESSION, TOKEN } from './checks/sample-history.ts'
import { unexplained } from './checks/states.ts'
import type { History, SessionFact } from './history.ts'
import { judgeAll } from './judge.ts'

const violated = (history: History) => judgeAll(history).flatMap(({ id, violations }) => violations.map(() => id))
const meeting = (part: Partial<typeof MEETING>) => ({ sessions: [{ ...SESSION, meeting: { ...MEETING, ...part } }] })
const session = (part: Partial<typeof SESSION>) => ({ sessions: [{ ...SESSION, ...part }] })
const [NOTICE] = historyWith().notices
const [MAIL] = historyWith().mails
const [ACT] = historyWith().acts
const [READY] = historyWith().audit
if (!NOTICE || !MAIL || !ACT || !READY) throw new Error('The sample is empty.')

const AT_HOME: SessionFact = { ...SESSION, platform: 'custom_room' }
const TWICE = [AT_HOME, { ...AT_HOME, sessionId: 'session-2' }]

/** The session meets in a room of the provider's own. */
const inOwnRoom = (room: Partial<{ begins: string; isShared: boolean }>): Partial<History> => ({
  sessions: [AT_HOME],
  events: [],
  ownRooms: new Map([[SESSION.account, { begins: 'https://own.test/', isShared: false, ...room }]]),
})

/** The account may make nothing more before midnight, and the meeting waits for that. */
const spent = (part: Partial<SessionFact>): Partial<History> => ({
  sessions: [{ ...SESSION, ...part, meeting: { ...MEETING, status: 'pending', nextAttemptAt: minute(600) } }],
  events: [],
  audit: [],
  spentAccounts: [SESSION.account],
  endedAt: minute(100),
})

const BAD: Record<string, [string, Partial<History>][]> = {
  I1: [
    ['a session without a meeting', session({ meeting: null })],
    ['a link without an event', { events: [] }],
    ['a second live event', { events: [EVENT, { ...EVENT, id: 'event-2' }] }],
    ['another event than the stored one', { events: [{ ...EVENT, id: 'event-2' }] }],
    ['an own room whose link leads elsewhere', inOwnRoom({})],
    ['one part of an own room for two sessions', { ...inOwnRoom({ begins: 'https://rooms.test/' }), sessions: TWICE }],
    ['no backup for a session that begins soon where nothing more can be made', spent({})],
  ],
  I2: [
    ['an event of nobody', { events: [EVENT, { ...EVENT, id: 'event-2', meetingId: 'meeting-2' }] }],
    ['an event of a cancelled session', session({ status: 'cancelled', meeting: { ...MEETING, status: 'ready' } })],
    ['an event beside a link set by hand', meeting({ source: 'manual' })],
  ],
  I3: [
    ['an event at the old time', { events: [{ ...EVENT, startsAt: minute(200) }] }],
    ['an event in another zone', { events: [{ ...EVENT, timeZone: null }] }],
  ],
  I4: [
    ['another link at the platform', { events: [{ ...EVENT, link: 'https://rooms.test/2' }] }],
    ['a participant who reads another link', { linksRead: new Map([['session-1', ['https://rooms.test/1', null]]]) }],
  ],
  I5: [['a leaked token', { leaks: ['access token in worker logs'] }]],
  I6: [
    ['a second create without a fault', { creates: [{ ...CREATE, calls: 2 }] }],
    ['more creates than spoilt answers explain', { creates: [{ ...CREATE, isCalm: false, calls: 5, spoilt: 1 }] }],
  ],
  I7: [
    ['two mails of one notice', { mails: [MAIL, MAIL] }],
    ['two notices under one key', { notices: [NOTICE, { ...NOTICE, id: 'notice-2' }] }],
    ['a mail with the time before the move', { mails: [{ ...MAIL, startsAt: minute(200) }] }],
    ['a mail that nothing will send', { notices: [{ ...NOTICE, mailedAt: null, outcome: null }] }],
  ],
  I8: [
    ['a booking that was not answered', { acts: [{ ...ACT, outcome: 'failed', code: '500' }] }],
    ['a booking that waited for the platform', { acts: [ACT, { ...ACT, atMs: 200_000, tookMs: 9000 }] }],
    ['bookings slowed down by faults', { acts: [ACT, { ...ACT, atMs: 200_000, tookMs: 2000 }] }],
  ],
  I9: [
    ['a wait without a reason', { waiting: { ...historyWith().waiting, unexplained: ['meeting-1'] } }],
    ['a try that nobody made', { waiting: { ...historyWith().waiting, overdue: new Map([['meeting-1', 90_000]]) } }],
    ['something that never settles', { unsettled: ['meeting-1'] }],
  ],
  I11: [['an older token', { tokens: [{ ...TOKEN, stored: 'token-1' }] }]],
  I12: [
    ['a change that nobody recorded', { audit: [] }],
    ['a gap between two entries', { audit: [READY, { ...READY, data: { before: 'blocked', reason: null } }] }],
    [
      'a last entry that does not hold',
      { audit: [READY, { ...READY, action: 'meeting.failed', data: { before: 'ready', reason: null } }] },
    ],
  ],
  '': [['a confirmed booking that is gone', { bookingStatus: new Map() }]],
}

describe('the judges', () => {
  it('are content with a run in which all is well', () => {
    expect(violated(historyWith())).toEqual([])
  })

  it.each(Object.entries(BAD).flatMap(([id, cases]) => cases.map(([what, part]) => [id, what, part] as const)))(
    '%s does not let pass: %s',
    (id, _what, part) => {
      expect(violated(historyWith(part))).toContain(id)
    },
  )

  it('are content with rooms of the provider’s own, the same for all or one for each', () => {
    expect(violated(historyWith(inOwnRoom({ begins: 'https://rooms.test/' })))).toEqual([])
    const shared = inOwnRoom({ begins: 'https://rooms.test/1', isShared: true })
    expect(violated(historyWith({ ...shared, sessions: TWICE }))).not.toContain('I1')
  })

  it('take what waits for midnight for explained, where it does not begin soon', () => {
    expect(violated(historyWith(spent({ startsAt: minute(700), endsAt: minute(730) })))).toEqual([])
  })

  it('find links that come later beside sick accounts, among healthy ones only', () => {
    const later = { ...MEETING, id: 'meeting-2', createdAt: new Date(minute(0).getTime() + 70_000) }
    const ready = { ...READY, subjectId: 'meeting-2', at: minute(2) }
    const slow = {
      sessions: [SESSION, { ...SESSION, meeting: later }],
      audit: [READY, ready],
      stages: { calmMs: 65_000, sickMs: 120_000, endMs: 300_000 },
    }
    expect(violated(historyWith(slow))).toContain('I10')
    expect(violated(historyWith({ ...slow, sickAccounts: [SESSION.account] }))).not.toContain('I10')
  })

  it('do not blame a booking for what our own database did', () => {
    const acts = [{ ...ACT, outcome: 'failed' as const, code: '500' }]
    expect(violated(historyWith({ acts, databaseTroubles: [{ fromMs: 900, toMs: 2000 }] }))).toEqual([])
  })
})

it.each([
  ['with a next time', { status: 'pending', reason: 'platform_unreachable', nextAttemptAt: minute(1) }],
  ['that the provider has to mend', { status: 'blocked', reason: 'connection_lost', nextAttemptAt: null }],
  ['that is ready', { status: 'ready', reason: null, nextAttemptAt: null }],
] as const)('a meeting %s is explained', (_what, waiting) => {
  expect(unexplained(waiting)).toBeNull()
})

it.each([
  ['pending, with nothing planned', { status: 'pending', reason: null, nextAttemptAt: null }],
  ['given up although it should heal by itself', { status: 'failed', reason: 'room_failed', nextAttemptAt: null }],
] as const)('a meeting %s is not explained', (_what, waiting) => {
  expect(unexplained(waiting)).not.toBeNull()
})
