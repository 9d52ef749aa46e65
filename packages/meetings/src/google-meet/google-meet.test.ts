import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describePlatformContract } from '../contract.ts'
import { aMeeting, connect, failureOf } from '../contract-harness.ts'
import { startGoogleHarness } from './harness.ts'
import { createAdapter } from './index.ts'

describePlatformContract('google-meet', startGoogleHarness)

describe('what is particular to Google', () => {
  let google: Awaited<ReturnType<typeof startGoogleHarness>>
  let accessToken: string

  beforeAll(async () => {
    google = await startGoogleHarness()
  })
  beforeEach(async () => {
    google.reset()
    accessToken = (await connect(google)).accessToken
  })
  afterAll(() => google.close())

  const lastCall = (operation: string) => google.sandbox.calls.list({ operation: `google.events.${operation}` }).at(-1)
  const account = 'provider@foyer.test'

  test('the consent page is asked for the least, for a lasting permission of the same account', () => {
    const request = { redirectUri: 'https://foyer.example/cb', state: 's', codeChallenge: 'c', loginHint: account }
    const url = new URL(google.platform.authorizationUrl(request))
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'foyer-test',
      redirect_uri: 'https://foyer.example/cb',
      response_type: 'code',
      scope: 'openid email https://www.googleapis.com/auth/calendar.events.owned',
      state: 's',
      access_type: 'offline',
      prompt: 'consent',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      login_hint: account,
    })
    const atGoogle = createAdapter({ clientId: 'foyer', clientSecret: 'secret' })
    expect(atGoogle.authorizationUrl(request)).toMatch(/^https:\/\/accounts\.google\.com\/o\/oauth2\/v2\/auth\?/)
  })

  test('what is optional is asked for beside what was allowed, and read from the scopes that came of it', () => {
    const request = { redirectUri: 'https://foyer.example/cb', state: 's', codeChallenge: 'c' }
    const url = new URL(google.platform.authorizationUrl({ ...request, permissions: ['busy_times'] }))
    const freeBusy = 'https://www.googleapis.com/auth/calendar.freebusy'
    expect(url.searchParams.get('scope')?.split(' ')).toEqual([...google.platform.requestedScopes, freeBusy])
    expect(url.searchParams.get('include_granted_scopes')).toBe('true')
    expect(google.platform.grantedPermissions?.([...google.platform.requestedScopes, freeBusy])).toEqual(['busy_times'])
    expect(google.platform.grantedPermissions?.(google.platform.requestedScopes)).toEqual([])
  })

  test('every write says who is written to and keeps the conference in view', async () => {
    const spec = aMeeting()
    const { externalId } = await google.platform.createMeeting(accessToken, spec)
    expect(lastCall('insert')).toMatchObject({
      query: { conferenceDataVersion: '1', sendUpdates: 'all' },
      requestBody: {
        guestsCanSeeOtherGuests: false,
        guestsCanInviteOthers: false,
        guestsCanModify: false,
        extendedProperties: { private: { foyer: '1', foyerMeeting: spec.meetingId, foyerGeneration: '1' } },
        start: { dateTime: '2027-03-01T09:00:00.000Z', timeZone: 'Europe/Berlin' },
      },
    })
    const quiet = { ...spec, title: 'Second lesson', notifyAttendees: false }
    await google.platform.updateMeeting(accessToken, externalId, quiet)
    expect(lastCall('patch')).toMatchObject({
      query: { conferenceDataVersion: '1', sendUpdates: 'none' },
      requestBody: { summary: 'Second lesson' },
    })
    await google.platform.updateMeeting(accessToken, externalId, { ...spec, title: 'Only other words' })
    expect(lastCall('patch')).toMatchObject({ query: { sendUpdates: 'none' } })
    const endsAt = new Date(spec.endsAt.getTime() + 900_000)
    await google.platform.updateMeeting(accessToken, externalId, { ...spec, title: 'Another time', endsAt })
    expect(lastCall('patch')).toMatchObject({ query: { sendUpdates: 'all' } })
    await google.platform.removeMeeting(accessToken, externalId, { notifyAttendees: false })
    expect(lastCall('delete')).toMatchObject({ query: { sendUpdates: 'none' } })
  })

  test("somebody else's event under our id is left alone", async () => {
    const spec = aMeeting()
    const id = google.platform.externalIdFor(spec) ?? ''
    google.sandbox.google.addEvent({ account, id, startsAt: '2027-03-01T12:00:00Z', endsAt: '2027-03-01T13:00:00Z' })
    const used = { kind: 'gone', code: 'key_used' }
    expect(await failureOf(google.platform.createMeeting(accessToken, spec))).toMatchObject(used)
    expect(await failureOf(google.platform.findMeeting(accessToken, spec))).toMatchObject(used)
    expect(google.countCalls('update')).toBe(0)
  })

  test('a listing asks for our mark alone, reads every page and passes over what only looks like ours', async () => {
    const { platform, credentials, sandbox } = google
    const small = createAdapter(credentials, { pageSize: 2 })
    const specs = Array.from({ length: 5 }, () => aMeeting())
    for (const spec of specs) await platform.createMeeting(accessToken, spec)
    const [startsAt, endsAt] = ['2027-03-01T12:00:00Z', '2027-03-01T13:00:00Z']
    sandbox.google.addEvent({ account, startsAt, endsAt })
    const range = { from: new Date('2027-03-01T00:00:00Z'), to: new Date('2027-03-02T00:00:00Z') }
    const ids = (await small.listMeetings(accessToken, range)).map(({ meetingId }) => meetingId)
    expect(ids.toSorted()).toEqual(specs.map(({ meetingId }) => meetingId).toSorted())
    expect(google.countCalls('list')).toBe(3)
    expect(lastCall('list')?.query).toMatchObject({ privateExtendedProperty: 'foyer=1', singleEvents: 'true' })
    const start = { dateTime: startsAt }
    const items = [{ id: 'strange', start, extendedProperties: { private: { foyer: '1' } } }, { id: 'odd' }]
    sandbox.faults.add({ operation: 'google.events.list', kind: 'changed_body', body: { items } })
    expect(await platform.listMeetings(accessToken, range)).toEqual([])
  })

  test('an account that cannot make Meet rooms is told so', async () => {
    google.sandbox.google.setConferences({ outcome: 'refused' })
    const failure = await failureOf(google.platform.createMeeting(accessToken, aMeeting()))
    expect(failure).toMatchObject({ kind: 'not_allowed', status: 400, code: 'invalid' })
  })

  test('a room that was removed by hand comes back with the next attempt', async () => {
    const spec = aMeeting()
    const { externalId } = await google.platform.createMeeting(accessToken, spec)
    google.sandbox.google.removeConference({ account, id: externalId })
    expect((await google.platform.readMeeting(accessToken, externalId)).room).toEqual({ status: 'failed' })
    const repaired = await google.platform.updateMeeting(accessToken, externalId, { ...spec, roomAttempt: 1 })
    expect(repaired.room.status).toBe('ready')
  })

  test('a wrong client secret is our fault, not the loss of a permission', async () => {
    const { refreshToken } = await connect(google)
    google.sandbox.google.setClient({ clientId: google.credentials.clientId, refusal: 'invalid_client' })
    expect(await failureOf(google.platform.refreshTokens(refreshToken))).toMatchObject({ kind: 'misconfigured' })
  })

  test('a success that is not in words we know leaves a write uncertain', async () => {
    await using server = createServer((_request, response) => void response.end('<html>Welcome to the hotel</html>'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const platform = createAdapter({ ...google.credentials, origin: `http://127.0.0.1:${port}` })
    const unreadable = { status: 200, code: 'unreadable_answer' }
    const created = await failureOf(platform.createMeeting(accessToken, aMeeting()))
    expect(created).toMatchObject({ kind: 'uncertain', ...unreadable })
    expect(await failureOf(platform.refreshTokens('1//0g'))).toMatchObject({ kind: 'unreachable', ...unreadable })
  })
})
