import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld({}, ['google_meet', 'zoom', 'teams'])
})
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

/** What is alive at a platform in the provider's account, in one shape. */
const PLATFORMS = {
  zoom: {
    create: 'zoom.meetings.create',
    live: ({ email }: Provider) =>
      world.sandbox.zoom
        .meetings(email)
        .filter(({ sandbox }) => !sandbox.isDeleted)
        .map(({ id, start_time, join_url }) => ({ id: String(id), startsAt: new Date(start_time), joinUrl: join_url })),
  },
  teams: {
    create: 'microsoft.meetings.createOrGet',
    live: ({ email }: Provider) =>
      world.sandbox.microsoft
        .meetings(email)
        .filter(({ sandbox }) => !sandbox.isDeleted)
        .map(({ id, startDateTime, joinWebUrl }) => ({ id, startsAt: new Date(startDateTime), joinUrl: joinWebUrl })),
  },
} as const

describe.each(['zoom', 'teams'] as const)('a session on %s', (platform) => {
  const { live, create } = PLATFORMS[platform]

  async function addConnected(): Promise<Provider> {
    const provider = await world.addProvider({ isConnected: false })
    expect(await world.connect(provider, undefined, platform)).toMatchObject({ outcome: 'connected' })
    return provider
  }

  it('gets its room, moves with it, and leaves none when it is called off', async () => {
    const provider = await addConnected()
    const { sessionId, meetingId } = await world.addSession(provider, platform)
    await world.sync(meetingId)
    const made = await world.meeting(meetingId)
    expect(made).toMatchObject({ status: 'ready', joinUrl: expect.stringMatching(/^https:/) })
    expect(live(provider)).toMatchObject([{ id: made.externalId, joinUrl: made.joinUrl }])

    const [startsAt, endsAt] = [new Date('2026-12-01T10:00:00Z'), new Date('2026-12-01T11:30:00Z')]
    await world.changeSession(sessionId, { startsAt, endsAt })
    await world.sync(meetingId)
    expect(live(provider)).toEqual([{ id: made.externalId, joinUrl: made.joinUrl, startsAt }])

    await world.changeSession(sessionId, { status: 'cancelled' })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled', joinUrl: null })
    expect(live(provider)).toEqual([])
  })

  it('has one room when the answer that made it was lost', async () => {
    const provider = await addConnected()
    const { meetingId } = await world.addSession(provider, platform)
    world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    await world.syncWhenDue(meetingId)
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({ status: 'ready', outcomeUnknown: false })
    expect(live(provider)).toMatchObject([{ id: meeting.externalId, joinUrl: meeting.joinUrl }])
  })

  it('leaves no room when it is called off before anybody knew of the one that was made', async () => {
    const provider = await addConnected()
    const { sessionId, meetingId } = await world.addSession(provider, platform)
    world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'drop_after' })
    await world.sync(meetingId)
    await world.changeSession(sessionId, { status: 'cancelled' })
    await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'cancelled' })
    expect(live(provider)).toEqual([])
  })

  it('gets another room when the first is removed by hand', async () => {
    const provider = await addConnected()
    const { sessionId, meetingId } = await world.addSession(provider, platform)
    await world.sync(meetingId)
    const [first] = live(provider)
    const vendor = platform === 'zoom' ? world.sandbox.zoom : world.sandbox.microsoft
    vendor.deleteMeeting({ id: first?.id ?? '' })
    await world.changeSession(sessionId, { status: 'scheduled' })
    await world.sync(meetingId)
    await world.syncWhenDue(meetingId)
    const { joinUrl } = await world.meeting(meetingId)
    expect(live(provider)).toMatchObject([{ joinUrl }])
    expect(joinUrl).not.toBe(first?.joinUrl)
  })

  it('renews the access token once for sessions that meet its end together', async () => {
    const provider = await addConnected()
    const sessions = await Promise.all(Array.from({ length: 10 }, () => world.addSession(provider, platform)))
    const vendor = platform === 'zoom' ? world.sandbox.zoom : world.sandbox.microsoft
    vendor.expireAccessTokens(provider.email)
    await Promise.all(sessions.map(({ meetingId }) => world.sync(meetingId)))
    const statuses = await Promise.all(sessions.map(async ({ meetingId }) => (await world.meeting(meetingId)).status))
    expect(new Set(statuses)).toEqual(new Set(['ready']))
    const company = platform === 'zoom' ? 'zoom' : 'microsoft'
    expect(world.countCalls(`${company}.token.refresh`, provider)).toBe(1)
  })
})
