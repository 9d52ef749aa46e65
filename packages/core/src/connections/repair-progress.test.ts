import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repairMyMeetings } from '../meetings/repair-my-meetings.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { cancelStart } from './cancel-start.ts'
import { completeConnection } from './complete-connection.ts'
import { FLOW_MS } from './connection-flow.ts'
import { listConnections } from './list-connections.ts'
import { startConnection } from './start-connection.ts'
import { testConnection } from './test-connection.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const platform = 'google_meet'
type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const card = async (provider: Provider) => {
  const [google] = await listConnections(provider)
  if (!google) throw new Error('There is no entry.')
  return google
}
const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))

/** A provider whose permission was taken back before the links of these sessions were made. */
async function brokenWith(count: number) {
  const provider = await world.addProvider()
  world.sandbox.google.revokeGrant(provider.email)
  const made = []
  for (let index = 0; index < count; index += 1) made.push(await world.addSession(provider))
  for (const { meetingId } of made) await world.sync(meetingId)
  return { provider, made }
}

describe('the repair after a reconnect', () => {
  it('is told from the rows: how many of how many, then that all are ready, then nothing', async () => {
    const { provider, made } = await brokenWith(3)
    expect(await card(provider)).toMatchObject({ status: 'revoked', sessionsAffected: 3, repair: null })
    await world.connect(provider)
    expect((await card(provider)).repair).toMatchObject({ total: 3, ready: 0, stuck: [] })
    for (const [index, { meetingId }] of made.entries()) {
      await world.sync(meetingId)
      expect((await card(provider)).repair).toMatchObject({ total: 3, ready: index + 1, stuck: [] })
    }
    pass(9 * 60_000)
    expect((await card(provider)).repair).toMatchObject({ total: 3, ready: 3 })
    pass(2 * 60_000)
    expect((await card(provider)).repair).toBeNull()
  })

  it('names the sessions that wait for somebody, with the reason, and counts without those that are cancelled', async () => {
    const { provider, made } = await brokenWith(3)
    const [ready, refused, cancelled] = made
    await world.connect(provider)
    await world.sync(ready?.meetingId ?? '')
    const fault = { operation: 'google.events.insert', account: provider.email, kind: 'status', status: 400 } as const
    world.sandbox.faults.add({ ...fault, body: { error: { code: 400, errors: [{ reason: 'invalid' }] } } })
    await world.sync(refused?.meetingId ?? '')
    await world.changeSession(cancelled?.sessionId ?? '', { status: 'cancelled' })
    expect((await card(provider)).repair).toMatchObject({
      total: 2,
      ready: 1,
      stuck: [{ sessionId: refused?.sessionId, title: 'First conversation', reason: 'not_allowed' }],
    })
    // Trying all again is a repair of its own, of what was left.
    await repairMyMeetings(provider)
    expect((await card(provider)).repair).toMatchObject({ total: 1, ready: 0 })
    await world.sync(refused?.meetingId ?? '')
    expect((await card(provider)).repair).toMatchObject({ total: 1, ready: 1, stuck: [] })
  })

  it('is not told of a connection that broke again', async () => {
    const { provider } = await brokenWith(1)
    await world.connect(provider)
    world.sandbox.google.revokeGrant(provider.email)
    expect(await testConnection(provider, { platform })).toMatchObject({ status: 'revoked', repair: null })
  })
})

describe('a consent page that is open elsewhere', () => {
  it('is told for ten minutes, beside the last state, and not of a connection that works', async () => {
    const fresh = await world.addProvider({ isConnected: false })
    await startConnection(fresh, { platform })
    const until = new Date(world.core.now().getTime() + FLOW_MS).toISOString()
    expect(await card(fresh)).toMatchObject({ status: 'connecting', connectingUntil: until })
    const { provider: broken } = await brokenWith(1)
    await startConnection(broken, { platform })
    expect(await card(broken)).toMatchObject({ status: 'revoked', connectingUntil: until })
    const working = await world.addProvider()
    await startConnection(working, { platform })
    expect(await card(working)).toMatchObject({ status: 'connected', connectingUntil: null })
    pass(FLOW_MS + 1000)
    expect(await card(fresh)).toMatchObject({ status: 'not_connected', connectingUntil: null })
  })

  it('can be given up, and its answer is refused then', async () => {
    const provider = await world.addProvider({ isConnected: false })
    world.sandbox.google.setConsent({ mode: 'grant', account: provider.email })
    const { authorizationUrl, cookie } = await startConnection(provider, { platform })
    const answer = await fetch(authorizationUrl, { redirect: 'manual' })
    const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
    expect(await cancelStart(provider, { platform })).toMatchObject({ status: 'not_connected', connectingUntil: null })
    expect(await completeConnection(provider, { platform, query, cookie })).toMatchObject({
      code: 'connection_flow_invalid',
    })
    expect((await card(provider)).status).toBe('not_connected')
  })
})
