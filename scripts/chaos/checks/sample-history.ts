import type { CreateFact, EventFact, History, MeetingFact, SessionFact, TokenFact } from '../history.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute))

export const MEETING: MeetingFact = {
  id: 'meeting-1',
  status: 'ready',
  source: 'platform',
  reason: null,
  externalId: 'event-1',
  joinUrl: 'https://rooms.test/1',
  nextAttemptAt: null,
  createdAt: at(1),
  readyAt: at(1),
}

export const SESSION: SessionFact = {
  sessionId: 'session-1',
  platform: 'google_meet',
  account: 'ana@x.test',
  status: 'scheduled',
  startsAt: at(300),
  endsAt: at(330),
  timeZone: 'Europe/Lisbon',
  isOnline: true,
  connection: 'connected',
  meeting: MEETING,
  booked: ['booking-1'],
}

export const EVENT: EventFact = {
  id: 'event-1',
  platform: 'google_meet',
  account: 'ana@x.test',
  meetingId: 'meeting-1',
  isLive: true,
  startsAt: at(300),
  endsAt: at(330),
  timeZone: 'Europe/Lisbon',
  link: 'https://rooms.test/1',
}

export const CREATE: CreateFact = { eventId: 'event-1', platform: 'google_meet', calls: 1, spoilt: 0, isCalm: true }

export const TOKEN: TokenFact = {
  platform: 'google_meet',
  account: 'ana@x.test',
  status: 'connected',
  stored: 'token-2',
  newest: 'token-2',
}

/** A history in which all is well, with what is given in place of its part. */
export const historyWith = (part: Partial<History> = {}): History => ({
  stages: { calmMs: 60_000, sickMs: 120_000, endMs: 300_000 },
  startedAt: at(0),
  endedAt: at(10),
  sessions: [SESSION],
  events: [EVENT],
  creates: [CREATE],
  notices: [
    {
      id: 'notice-1',
      userId: 'user-1',
      kind: 'booking_confirmed',
      dedupeKey: 'booking_confirmed:booking-1',
      bookingId: 'booking-1',
      createdAt: at(1),
      mailedAt: at(2),
      outcome: 'sent',
    },
  ],
  mails: [{ noticeId: 'notice-1', to: 'jonas@x.test', subject: 'Confirmed', receivedAt: at(2), startsAt: at(300) }],
  audit: [
    { at: at(1), action: 'meeting.ready', subjectId: 'meeting-1', data: { before: 'pending', reason: null } },
    {
      at: at(0),
      action: 'booking.reschedule',
      subjectId: 'booking-1',
      data: { from: at(200).toISOString(), to: at(300).toISOString() },
    },
  ],
  tokens: [TOKEN],
  waiting: { samples: 1, sightings: 1, unexplained: [], overdue: new Map() },
  acts: [{ story: 1, kind: 'booked', act: 'confirm', atMs: 1000, tookMs: 20, outcome: 'answered' }],
  promised: [{ bookingId: 'booking-1', isGivenUp: false }],
  bookingStatus: new Map([['booking-1', 'confirmed']]),
  linksRead: new Map([['session-1', ['https://rooms.test/1']]]),
  databaseTroubles: [],
  sickAccounts: [],
  spentAccounts: [],
  ownRooms: new Map(),
  unsettled: [],
  leaks: [],
  charactersSearched: 1000,
  ...part,
})

export const minute = at
