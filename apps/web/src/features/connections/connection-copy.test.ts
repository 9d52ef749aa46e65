import { CONNECTION_STATUSES, connectionIsUsable, leavingReason, SWITCHING_ACCOUNT } from '@foyer/shared/connections'
import { expect, it } from 'vitest'
import { adminRequestText } from './admin-request.ts'
import { connectionCopy, type JustNow } from './connection-copy.ts'
import { failureDetails } from './failure-details.tsx'
import { waitingFact } from './impact.ts'
import { sampleConnection } from './sample-connection.ts'
import { switchEffect } from './switch-effect.ts'

const now = new Date('2026-11-21T14:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
type Differs = Parameters<typeof sampleConnection>[0]
const say = (differs: Differs, justNow?: JustNow) => connectionCopy(sampleConnection(differs), now, lisbon, justNow)

const inTwoDays = '2026-11-23T10:00:00Z'
const inTenMinutes = '2026-11-21T14:17:00Z'

it.each([
  [{ status: 'connected' }, 'ready', null, 'ana@ribeiro.pt · checked 4 min ago'],
  [
    { status: 'not_connected', accountEmail: null },
    'none',
    'Connect',
    'Makes a Meet link for every session, through your Google Calendar.',
  ],
  [
    { status: 'missing_permission' },
    'needs',
    'Grant permission',
    'ana@ribeiro.pt · a permission was left unticked at Google on Wed 18 Nov, so links cannot be made.',
  ],
  [
    { status: 'expiring', permissionEndsAt: inTwoDays },
    'needs',
    'Renew now',
    'ana@ribeiro.pt · the permission at Google runs out on Mon 23 Nov, in 2 days. Renew it now and no link is missed.',
  ],
  [
    { platform: 'zoom', writesToday: { used: 12, most: 100 } },
    'ready',
    null,
    'ana@ribeiro.pt · checked 4 min ago · 12/100 Zoom meetings today',
  ],
  [{ platform: 'zoom', writesToday: { used: 0, most: 100 } }, 'ready', null, 'ana@ribeiro.pt · checked 4 min ago'],
  [{ status: 'expired' }, 'needs', 'Reconnect', 'ana@ribeiro.pt · the permission at Google ran out on Wed 18 Nov'],
  [
    { status: 'revoked' },
    'needs',
    'Reconnect',
    'ana@ribeiro.pt · Google stopped accepting our permission on Wed 18 Nov',
  ],
  [
    { status: 'revoked', platform: 'zoom', reason: 'permission_taken_back' },
    'needs',
    'Reconnect',
    'ana@ribeiro.pt · you removed Foyer at Zoom on Wed 18 Nov',
  ],
  [
    { status: 'revoked', reason: 'account_closed' },
    'needs',
    'Reconnect',
    'ana@ribeiro.pt · Google locked or deleted this account on Wed 18 Nov',
  ],
  [
    { status: 'blocked_by_admin', reason: 'admin_policy_enforced' },
    'needs',
    'Reconnect',
    'ana@ribeiro.pt · your organisation stopped Foyer at Google on Wed 18 Nov. Its administrator has to allow it, then reconnect.',
  ],
  [
    { status: 'blocked_by_admin', reason: 'org_internal', accountEmail: null },
    'needs',
    'Reconnect',
    'This Foyer is only for accounts of its own organisation at Google. Ask its administrator, or take another account.',
  ],
  [
    { status: 'cannot_host', platform: 'teams' },
    'needs',
    'Use another account',
    'ana@ribeiro.pt · this Microsoft account cannot host Teams meetings. Use a work or school account with Teams, or another platform.',
  ],
  [
    { status: 'cannot_host', platform: 'zoom', accountEmail: null },
    'needs',
    'Use another account',
    'This Zoom account cannot host meetings. Use a Zoom account with a licence for meetings, or another platform.',
  ],
  [
    { status: 'degraded' },
    'preparing',
    null,
    'ana@ribeiro.pt · Google does not answer well. What waits is tried again by itself.',
  ],
  [
    { status: 'disconnecting' },
    'preparing',
    null,
    'ana@ribeiro.pt · ending the permission at Google. Links that are made stay.',
  ],
] as const)('%j shows the door %s, the button %s and says "%s"', (differs, door, verb, line) => {
  expect(say(differs)).toMatchObject({ door, verb, line })
})

it.each([
  [null, 'Coming links are removed first.'],
  ['zoom', 'Coming links move to Zoom first.'],
] as const)('says what becomes of coming links, and how to stop it (%s)', (to, words) => {
  const copy = say({ status: 'disconnecting', reason: leavingReason(to) })
  expect(copy.line).toBe(`ana@ribeiro.pt · ending the permission at Google. ${words}`)
  expect(copy.verb).toBe('Reconnect')
})

it('says which account takes over while the old one’s links are removed', () => {
  const otherAccount = { email: 'studio@ribeiro.pt', step: 'switching', until: inTenMinutes } as const
  const copy = say({ status: 'disconnecting', reason: SWITCHING_ACCOUNT, otherAccount })
  expect(copy).toMatchObject({
    status: 'Switching account',
    verb: null,
    line: 'ana@ribeiro.pt · switching to studio@ribeiro.pt. Coming links are removed here first, then made anew there.',
  })
})

it('says that it waits for the consent page beside the last state, with the ways on and back', () => {
  const waits = 'Waiting for Google until 14:17: finish in its window, or open it again.'
  const fresh = say({ status: 'connecting', accountEmail: null, connectingUntil: inTenMinutes })
  expect(fresh).toMatchObject({ door: 'preparing', line: waits, verb: 'Open Google again', canCancel: true })
  const broken = say({ status: 'revoked', connectingUntil: inTenMinutes })
  expect(broken).toMatchObject({ door: 'needs', verb: 'Open Google again', canCancel: true })
  expect(broken.line).toBe(`ana@ribeiro.pt · Google stopped accepting our permission on Wed 18 Nov. ${waits}`)
  const late = say({ status: 'connecting', accountEmail: null, connectingUntil: '2026-11-21T14:06:00Z' })
  expect(late).toMatchObject({ status: 'Not connected', verb: 'Connect', canCancel: false })
})

it.each([
  ['not_connected', 'You cancelled at Google. Nothing changed.', 'Try again'],
  [
    'revoked',
    'You cancelled at Google. Nothing changed. ana@ribeiro.pt · Google stopped accepting our permission on Wed 18 Nov',
    'Try again',
  ],
  ['connected', 'You cancelled at Google. Nothing changed. ana@ribeiro.pt · checked 4 min ago', null],
] as const)('after turning back at the consent page, %s says so', (status, line, verb) => {
  expect(say({ status }, { isDenied: true })).toMatchObject({ line, verb })
})

it('begins with a capital where no account is known', () => {
  expect(say({ status: 'expired', accountEmail: null }).line).toBe('The permission at Google ran out on Wed 18 Nov')
})

it.each(CONNECTION_STATUSES)('%s never leaves the provider without a next step that fits', (status) => {
  const copy = say({ status })
  if (!connectionIsUsable(status) && status !== 'disconnecting') expect(copy.verb).not.toBeNull()
  if (copy.door === 'needs') expect(copy.verb).not.toBe('Connect')
  expect(copy.status.split(' ').length).toBeLessThanOrEqual(3)
})

it('says quietly that a platform is not set up here, whatever its state', () => {
  const copy = say({ available: false, status: 'revoked' })
  expect(copy).toMatchObject({ status: 'Not set up here yet', verb: null, canTest: false, canDisconnect: false })
})

it('says the impact on the card, with the first start', () => {
  const fact = (sessionsAffected: number) =>
    waitingFact(sampleConnection({ sessionsAffected, firstAffectedAt: '2026-11-21T17:07:00Z' }), now, lisbon)
  expect([fact(0), fact(1), fact(7)]).toEqual([
    undefined,
    '1 session waits for a link, in 3 hours',
    '7 sessions wait for a link, the first in 3 hours',
  ])
})

it.each([
  [4, 0, 'With a switch 4 coming sessions get new links, and their people are told.'],
  [1, 2, 'With a switch 1 coming session gets a new link, and its people are told.'],
  [0, 3, 'With a switch the 3 sessions that wait get their links.'],
  [0, 0, 'No coming session has a link yet.'],
])('with %i links and %i sessions waiting, a switch is said to mean "%s"', (sessionsAhead, sessionsAffected, words) => {
  expect(switchEffect({ sessionsAhead, sessionsAffected })).toBe(words)
})

it('writes to the administrator which app it is and what it asks for, and nothing secret', () => {
  const adminRequest = { clientId: '123.apps.example', scopes: ['openid', 'https://www.googleapis.com/auth/calendar'] }
  const text = adminRequestText(sampleConnection({ adminRequest }), 'https://foyer.example') ?? ''
  for (const part of ['https://foyer.example', '123.apps.example', 'auth/calendar', 'ana@ribeiro.pt', 'Google'])
    expect(text).toContain(part)
  expect(adminRequestText(sampleConnection(), 'https://foyer.example')).toBeNull()
})

it('keeps code and time for the details, and has none where all is well', () => {
  expect(failureDetails(sampleConnection({ status: 'revoked', reason: 'invalid_grant' }))).toBe(
    'Google Meet: revoked (invalid_grant) since 2026-11-18T09:00:00Z',
  )
  expect(failureDetails(sampleConnection())).toBeNull()
})
