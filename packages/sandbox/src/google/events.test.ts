import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSandbox } from '../server.ts'
import { createTestClient, OWNED, type Tokens } from '../test-client.ts'

const sandbox = await startSandbox()
const client = createTestClient(sandbox)
const account = 'provider@foyer.test'
let tokens: Tokens
let call: ReturnType<typeof client.events>

beforeEach(async () => {
  sandbox.reset()
  tokens = await client.connect(account)
  call = client.events(tokens)
})
afterAll(() => sandbox.close())

const times = {
  start: { dateTime: '2026-12-01T10:00:00', timeZone: 'Europe/Berlin' },
  end: { dateTime: '2026-12-01T11:00:00.000+01:00', timeZone: 'Europe/Berlin' },
}
const meet = (requestId: string) => ({
  conferenceData: { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
})
const MEET = '?conferenceDataVersion=1&sendUpdates=none'
const reasonOf = (body: CalendarBody) => body.error?.errors[0]?.reason
const conferenceStatus = (body: CalendarBody) => body.conferenceData?.createRequest?.status.statusCode

/** The parts of the Calendar API's answers that the tests look into one by one. */
interface CalendarBody {
  id?: string
  etag?: string
  status?: string
  location?: string
  hangoutLink?: string
  conferenceData?: { createRequest?: { status: { statusCode: string } }; entryPoints?: { uri: string }[] }
  error?: { message: string; errors: { reason: string }[] }
  items?: CalendarBody[]
  nextPageToken?: string
  calendars?: object
}

/** Takes the answer at its word; what is not as expected fails in the comparison. */
async function json(answer: Promise<Response>): Promise<{ status: number; body: CalendarBody }> {
  const response = await answer
  return { status: response.status, body: (await response.json()) as CalendarBody }
}

test('an inserted event has a room, its times in UTC and the defaults of a real one', async () => {
  const { status, body } = await json(
    call('POST', MEET, { id: 'session00', summary: 'Lesson', ...times, ...meet('r1') }),
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: 'session00',
    status: 'confirmed',
    sequence: 0,
    start: { dateTime: '2026-12-01T09:00:00Z', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-12-01T10:00:00Z' },
    conferenceData: { createRequest: { requestId: 'r1', status: { statusCode: 'success' } } },
  })
  expect(body.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/)
  expect(body.conferenceData?.entryPoints?.[0]).toMatchObject({ entryPointType: 'video', uri: body.hangoutLink })
  expect(sandbox.google.events(account)[0]?.sandbox.mailings).toEqual([
    { operation: 'google.events.insert', sendUpdates: 'none' },
  ])
})

test('without conferenceDataVersion the room is silently left out', async () => {
  const { body } = await json(call('POST', '', { ...times, ...meet('r1') }))
  expect(body.hangoutLink).toBeUndefined()
  expect(body.conferenceData).toBeUndefined()
})

test('an id stays taken after deletion: 409, then 410, while get still shows a tombstone', async () => {
  const insert = () => json(call('POST', '', { id: 'session00', ...times }))
  await insert()
  expect(await insert()).toMatchObject({ status: 409, body: { error: { errors: [{ reason: 'duplicate' }] } } })
  expect((await call('DELETE', '/session00')).status).toBe(204)
  expect((await insert()).status).toBe(409)
  const again = await json(call('DELETE', '/session00'))
  expect([again.status, reasonOf(again.body)]).toEqual([410, 'deleted'])
  expect((await json(call('GET', '/session00'))).body.status).toBe('cancelled')
  const patched = await json(call('PATCH', '/session00', { summary: 'Back' }))
  expect([patched.status, reasonOf(patched.body)]).toEqual([403, 'forbidden'])
  expect((await call('DELETE', '/session99')).status).toBe(404)
})

test.each([
  ['an id outside base32hex', { id: 'session-1', ...times }, 'invalid'],
  ['an id that is too short', { id: 'abcd', ...times }, 'invalid'],
  ['no end', { start: times.start }, 'required'],
  ['a time without offset or zone', { ...times, start: { dateTime: '2026-12-01T10:00:00' } }, 'required'],
  [
    'a zone that does not exist',
    { ...times, start: { dateTime: '2026-12-01T10:00:00', timeZone: 'Mars/One' } },
    'invalid',
  ],
  ['an end before its start', { start: times.end, end: times.start }, 'timeRangeEmpty'],
  [
    'another kind of conference',
    { ...times, conferenceData: { createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'addOn' } } } },
    'invalid',
  ],
])('an event with %s is refused with 400', async (_what, body, reason) => {
  const answer = await json(call('POST', MEET, body))
  expect([answer.status, reasonOf(answer.body)]).toEqual([400, reason])
})

test('a room stays pending for the given reads; its request id makes one room only', async () => {
  sandbox.google.setConferences({ account, pendingReads: 2, outcome: 'success' })
  const inserted = await json(call('POST', MEET, { id: 'session00', ...times, ...meet('r1') }))
  const seen = [conferenceStatus(inserted.body)]
  for (let read = 0; read < 3; read += 1) seen.push(conferenceStatus((await json(call('GET', '/session00'))).body))
  expect(seen).toEqual(['pending', 'pending', 'pending', 'success'])

  const first = (await json(call('GET', '/session00'))).body.hangoutLink
  const same = await json(call('PATCH', `/session00${MEET}`, meet('r1')))
  expect(same.body.hangoutLink).toBe(first)
})

test('after a failed room only a new request id tries again', async () => {
  sandbox.google.setConferences({ account, outcome: 'failure' })
  const { body } = await json(call('POST', MEET, { id: 'session00', ...times, ...meet('r1') }))
  expect(conferenceStatus(body)).toBe('failure')
  sandbox.google.setConferences({ account, outcome: 'success' })
  expect((await json(call('PATCH', `/session00${MEET}`, meet('r1')))).body.hangoutLink).toBeUndefined()
  expect((await json(call('PATCH', `/session00${MEET}`, meet('r2')))).body.hangoutLink).toBeDefined()
})

test('an account without Meet refuses the whole event', async () => {
  call = client.events(await client.connect('no-meet@school.test'))
  const { status, body } = await json(call('POST', MEET, { ...times, ...meet('r1') }))
  expect([status, body.error?.message]).toEqual([400, 'Invalid conference type value.'])
  expect(sandbox.google.events('no-meet@school.test')).toEqual([])
})

test('a patch merges, replaces arrays, keeps the room, and bumps the sequence when the time changes', async () => {
  const guests = [{ email: 'a@x.test' }, { email: 'b@x.test' }]
  const { body: before } = await json(
    call('POST', MEET, { id: 'session00', ...times, ...meet('r1'), attendees: guests, location: 'Here' }),
  )
  const end = { dateTime: '2026-12-01T12:00:00Z' }
  const { body: moved } = await json(
    call('PATCH', '/session00', { end, attendees: [{ email: 'c@x.test' }], location: null }),
  )
  expect(moved).toMatchObject({
    sequence: 1,
    hangoutLink: before.hangoutLink,
    attendees: [{ email: 'c@x.test', responseStatus: 'needsAction' }],
  })
  expect(moved.location).toBeUndefined()
  const { body: renamed } = await json(call('PATCH', '/session00', { summary: 'New', guestsCanInviteOthers: false }))
  expect(renamed).toMatchObject({ sequence: 1, summary: 'New', guestsCanInviteOthers: false })

  const stale = await json(call('PATCH', '/session00', { summary: 'x' }, { 'if-match': before.etag ?? '' }))
  expect([stale.status, reasonOf(stale.body)]).toEqual([412, 'conditionNotMet'])
  expect((await call('PATCH', '/session00', { summary: 'x' }, { 'if-match': renamed.etag ?? '' })).status).toBe(200)
})

test('a list is filtered by time and properties, hides deleted events unless asked, and has pages', async () => {
  for (const [index, id] of ['aaaaa', 'bbbbb', 'ccccc'].entries()) {
    const day = (hour: number) => ({ dateTime: `2026-12-0${index + 1}T${hour}:00:00Z` })
    const extendedProperties = { private: { session: id, app: 'foyer' } }
    await call('POST', '', { id, start: day(10), end: day(11), extendedProperties })
  }
  await call('DELETE', '/ccccc')
  const ids = async (query: string) => (await json(call('GET', query))).body.items?.map((event) => event.id)
  expect(await ids('')).toEqual(['aaaaa', 'bbbbb'])
  expect(await ids('?showDeleted=true')).toEqual(['aaaaa', 'bbbbb', 'ccccc'])
  expect(await ids('?privateExtendedProperty=app%3Dfoyer&privateExtendedProperty=session%3Dbbbbb')).toEqual(['bbbbb'])
  expect(await ids('?timeMin=2026-12-01T11:00:00Z&timeMax=2026-12-02T10:00:01Z')).toEqual(['bbbbb'])
  const { body: page } = await json(call('GET', '?maxResults=1'))
  expect(await ids(`?maxResults=1&pageToken=${page.nextPageToken}`)).toEqual(['bbbbb'])
  expect(await ids('?orderBy=startTime&singleEvents=true')).toEqual(['aaaaa', 'bbbbb'])
  expect((await call('GET', '?orderBy=startTime')).status).toBe(400)
})

test('free/busy merges what overlaps and needs a scope of its own', async () => {
  sandbox.google.addEvent({ account, startsAt: '2026-12-01T09:30:00Z', endsAt: '2026-12-01T10:30:00Z' })
  await call('POST', '', times)
  const ask = (token: string) =>
    fetch(`${sandbox.origin}/calendar/v3/freeBusy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        timeMin: '2026-12-01T00:00:00Z',
        timeMax: '2026-12-02T00:00:00Z',
        items: [{ id: 'primary' }, { id: 'stranger@x.test' }],
      }),
    })
  expect((await json(ask(tokens.access_token))).body.calendars).toEqual({
    primary: { busy: [{ start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:30:00Z' }] },
    'stranger@x.test': { busy: [], errors: [{ domain: 'global', reason: 'notFound' }] },
  })
  const { access_token } = await client.connect('studio@foyer.test', { scope: `openid ${OWNED}` })
  const refused = await json(ask(access_token))
  expect([refused.status, reasonOf(refused.body)]).toEqual([403, 'insufficientPermissions'])
})

test('edits by hand show up as they would after a person was in the calendar', async () => {
  await call('POST', MEET, { id: 'session00', ...times, ...meet('r1') })
  sandbox.google.moveEvent({
    account,
    id: 'session00',
    startsAt: '2026-12-05T09:00:00Z',
    endsAt: '2026-12-05T10:00:00Z',
  })
  sandbox.google.removeConference({ account, id: 'session00' })
  const { body } = await json(call('GET', '/session00'))
  expect(body).toMatchObject({ sequence: 1, start: { dateTime: '2026-12-05T09:00:00Z' } })
  expect(body.hangoutLink).toBeUndefined()
  sandbox.google.deleteEvent({ account, id: 'session00' })
  expect((await json(call('GET', '/session00'))).body.status).toBe('cancelled')
  expect(() => sandbox.google.deleteEvent({ account, id: 'session00' })).toThrow('no live event')
})
