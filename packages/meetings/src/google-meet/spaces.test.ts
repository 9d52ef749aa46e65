import { createHash } from 'node:crypto'
import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aMeeting, connect, linkOf, REDIRECT_URI, VERIFIER } from '../contract-harness.ts'
import { startGoogleHarness } from './harness.ts'

let google: Awaited<ReturnType<typeof startGoogleHarness>>
let accessToken: string

beforeAll(async () => {
  google = await startGoogleHarness()
})
beforeEach(async () => {
  google.reset()
  const codeChallenge = createHash('sha256').update(VERIFIER).digest('base64url')
  const request = { redirectUri: REDIRECT_URI, state: 's', codeChallenge, permissions: ['room_settings'] as const }
  const { code } = await google.consent(google.platform.authorizationUrl(request), 'everything')
  const tokens = await google.platform.exchangeCode({ code, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI })
  expect(google.platform.grantedPermissions?.(tokens.scopes)).toEqual(['room_settings'])
  accessToken = tokens.accessToken
})
afterAll(() => google.close())

const account = 'provider@foyer.test'
const ALL: MeetingSettings = { waitingRoom: true, recording: true, transcription: true }
const create = (settings: MeetingSettings) => google.platform.createMeeting(accessToken, aMeeting({ settings }))
const spaceOf = (id: string) => google.sandbox.google.spaceOf({ account, id })
const count = (operation: string) => google.sandbox.calls.list({ operation: `google.spaces.${operation}` }).length

describe('the room behind an event', () => {
  test.each([
    [true, { accessType: 'RESTRICTED', recording: 'ON', transcription: 'ON' }],
    [false, { accessType: 'OPEN', recording: 'OFF', transcription: 'OFF' }],
  ])('is set up as asked, all %s, in one write, and in none where it is so already', async (isOn, space) => {
    const spec = aMeeting({ settings: { waitingRoom: isOn, recording: isOn, transcription: isOn } })
    const made = await google.platform.createMeeting(accessToken, spec)
    expect(made).toMatchObject({ room: { status: 'ready' }, droppedSettings: [] })
    expect(made.setUpOpen).toBeUndefined()
    expect(spaceOf(made.externalId)).toEqual(space)
    expect(await google.platform.updateMeeting(accessToken, made.externalId, spec)).toEqual(made)
    expect([count('get'), count('patch')]).toEqual([2, 1])
  })

  test('is not touched where nothing is asked for, and keeps what is not', async () => {
    const { externalId } = await create({})
    expect(count('get')).toBe(0)
    await google.platform.updateMeeting(accessToken, externalId, aMeeting({ settings: { waitingRoom: true } }))
    expect(spaceOf(externalId)).toEqual({ accessType: 'RESTRICTED', recording: 'OFF', transcription: 'OFF' })
  })

  test.each(['free', 'refused'] as const)('takes the rest where a plan (%s) lacks something', async (licence) => {
    google.sandbox.google.setMeetLicence({ account, licence })
    const made = await create(ALL)
    expect(linkOf(made)).toMatch(/^https:/)
    expect(made.droppedSettings).toEqual(['recording', 'transcription'])
    expect(spaceOf(made.externalId)).toEqual({ accessType: 'RESTRICTED', recording: 'OFF', transcription: 'OFF' })
  })

  test('that is still being made is set up later, and so is one that a look has found', async () => {
    google.makeRooms?.('after_one_read')
    const spec = aMeeting({ settings: { waitingRoom: true } })
    const made = await google.platform.createMeeting(accessToken, spec)
    expect(made).toMatchObject({ room: { status: 'pending' }, droppedSettings: [], setUpOpen: { failure: null } })
    expect(await google.platform.findMeeting(accessToken, spec)).toMatchObject({ setUpOpen: { failure: null } })
    const updated = await google.platform.updateMeeting(accessToken, made.externalId, spec)
    expect(updated).toMatchObject({ room: { status: 'ready' }, droppedSettings: [] })
    expect(spaceOf(made.externalId).accessType).toBe('RESTRICTED')
  })
})

describe('settings that cannot be asked for', () => {
  test.each([
    ['google.spaces.get', 503],
    ['google.spaces.patch', 500],
    ['google.spaces.get', 404],
    ['google.spaces.patch', 429],
  ])('%s answered with %i cost no link, and stay open', async (operation, status) => {
    google.sandbox.faults.add({ operation, kind: 'status', status })
    const made = await create(ALL)
    expect(linkOf(made)).toMatch(/^https:/)
    expect(made).toMatchObject({ droppedSettings: [], setUpOpen: { failure: { status } } })
  })

  test('without the permission are dropped, and the connection is not blamed', async () => {
    const { accessToken: plain } = await connect(google)
    const made = await google.platform.createMeeting(plain, aMeeting({ settings: ALL }))
    expect(linkOf(made)).toMatch(/^https:/)
    expect(made.droppedSettings).toEqual(['waitingRoom', 'recording', 'transcription'])
    expect(made.setUpOpen?.failure).toMatchObject({ kind: 'not_allowed', scopeMissing: true })
  })
})
