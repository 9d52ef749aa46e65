import type { MeetingDto } from '@foyer/shared/meetings'
import type { SessionDto } from '@foyer/shared/sessions'

/** A session at 14:30 UTC on 21 November 2026 with a ready link, for tests of words and decisions; says what differs. */
export function sampleSession(differs: Partial<SessionDto> = {}): SessionDto {
  return {
    id: 'session-1',
    service: { id: 'service-1', title: 'First conversation', kind: 'private', mode: 'online' },
    provider: { id: 'provider-1', name: 'Dr Ana Ribeiro', timeZone: 'Europe/Lisbon' },
    startsAt: '2026-11-21T14:30:00Z',
    endsAt: '2026-11-21T15:00:00Z',
    timeZone: 'Europe/Lisbon',
    status: 'scheduled',
    cancelledBy: null,
    meeting: sampleMeeting(),
    joinPath: '/s/token/join',
    joinOpensAt: '2026-11-21T14:00:00Z',
    customers: [{ id: 'customer-1', name: 'Jonas Meier' }],
    invitedEmail: null,
    viewer: 'provider',
    bookingId: 'booking-1',
    ...differs,
  }
}

/** Its meeting. */
export function sampleMeeting(differs: Partial<MeetingDto> = {}): MeetingDto {
  return {
    status: 'ready',
    platform: 'google_meet',
    joinUrl: 'https://meet.google.com/abc-defg-hij',
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
    ...differs,
  }
}
