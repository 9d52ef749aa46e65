import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { removeOrphans } from '../sweeps/remove-orphans.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { addConnected, PLAYED_PLATFORMS, roomsOf } from '../testing/played-platforms.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld(
    {},
    PLAYED_PLATFORMS.map(({ platform }) => platform),
  )
})
afterAll(() => world[Symbol.asyncDispose]())

/** A busy machine may take its time. */
const WITHIN = { timeout: 10_000 }

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const syncAs = (core: Core, meetingId: string) => syncMeeting(actAs(core, SYSTEM), { meetingId, providerId: 'anybody' })
const pass = (ms: number) => world.setNow(new Date(world.core.now().getTime() + ms))
const at = (hour: number) => ({
  startsAt: new Date(Date.UTC(2026, 11, 2, hour)),
  endsAt: new Date(Date.UTC(2026, 11, 2, hour, 30)),
})

/** Waits until the sandbox is at work on the nth call of an operation. */
const underWay = (operation: string, provider: Provider, count = 1) =>
  expect.poll(() => world.countCalls(operation, provider), { ...WITHIN, interval: 5 }).toBe(count)

/** Statuses of the calls of an operation; null for those that have no answer yet. */
const statusesOf = (operation: string, { email: account }: Provider) =>
  world.sandbox.calls.list({ operation, account }).map(({ status }) => status)

describe.each(PLAYED_PLATFORMS)('on $platform', (played) => {
  const { platform, create, update, remove, createsAfterLoss } = played
  const rooms = (provider: Provider) => roomsOf(world, platform, provider)
  const startsOf = (provider: Provider) => rooms(provider).map(({ startsAt }) => startsAt)

  /** A connected provider; the room that was made to try the account, where one was, is not counted. */
  async function withSession() {
    const provider = await addConnected(world, platform)
    world.sandbox.calls.clear()
    return { provider, ...(await world.addSession(provider, platform)) }
  }

  async function oneReadyLink(provider: Provider, meetingId: string) {
    const meeting = await world.meeting(meetingId)
    expect(meeting).toMatchObject({ status: 'ready', reason: null, outcomeUnknown: false, nextAttemptAt: null })
    expect(rooms(provider)).toMatchObject([{ externalId: meeting.externalId, joinUrl: meeting.joinUrl }])
    return meeting
  }

  describe('an answer that is lost after the work was done', () => {
    it.for(['drop_after', 'partial_body'] as const)(
      'leaves one room through its making, moving and removal (%s)',
      async (kind) => {
        const { provider, meetingId, sessionId } = await withSession()
        const { email: account } = provider
        for (const operation of [create, update, remove]) world.sandbox.faults.add({ operation, account, kind })
        await settle(world)
        await oneReadyLink(provider, meetingId)
        expect(world.countCalls(create, provider)).toBe(createsAfterLoss)
        await world.changeSession(sessionId, at(9))
        await settle(world)
        await oneReadyLink(provider, meetingId)
        expect(startsOf(provider)).toEqual([at(9).startsAt])
        expect(world.countCalls(update, provider)).toBe(1)
        await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
        await settle(world)
        expect((await world.meeting(meetingId)).status).toBe('cancelled')
        expect(rooms(provider)).toEqual([])
      },
    )

    it('leaves no room when the session is called off before anybody knew of it', async () => {
      const { provider, meetingId, sessionId } = await withSession()
      world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'drop_after' })
      await world.sync(meetingId)
      await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
      await settle(world)
      expect((await world.meeting(meetingId)).status).toBe('cancelled')
      expect(rooms(provider)).toEqual([])
    })
  })

  describe('an answer that comes 45 seconds late, when another worker has tried again', () => {
    it('finds its writer fenced: the room is adopted once, and told of once', async () => {
      const { provider, meetingId } = await withSession()
      world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'delay', ms: 400 })
      const slow = world.sync(meetingId)
      await underWay(create, provider)
      pass(45_000)
      await world.sync(meetingId)
      const ready = await oneReadyLink(provider, meetingId)
      await slow
      expect(await world.meeting(meetingId)).toEqual(ready)
      expect(await world.attempts(meetingId)).toEqual(['look ok'])
      expect(world.countCalls(create, provider)).toBe(createsAfterLoss)
    })

    it('leaves no second room when the request itself arrives late', async () => {
      const { provider, meetingId } = await withSession()
      const late = { operation: create, account: provider.email, kind: 'delay', ms: 900, committed: false } as const
      world.sandbox.faults.add(late)
      await syncAs(world.impatient(250), meetingId)
      expect(await world.meeting(meetingId)).toMatchObject({ reason: 'outcome_unknown', outcomeUnknown: true })
      await settle(world)
      await expect.poll(() => statusesOf(create, provider).every((status) => status !== null), WITHIN).toBe(true)
      // Where no key of ours goes with a request the second one is there, until the account is looked through.
      if (platform === 'zoom') expect(rooms(provider)).toHaveLength(2)
      await removeOrphans(world.core)
      await oneReadyLink(provider, meetingId)
    })
  })

  describe('an answer in other words than agreed', () => {
    it.for(played.spoilt)('is looked into before anything is made again: %s', async ([, body]) => {
      const { provider, meetingId } = await withSession()
      world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'changed_body', body })
      await world.sync(meetingId)
      const unknown = { status: 'pending', reason: 'outcome_unknown', joinUrl: null }
      expect(await world.meeting(meetingId)).toMatchObject(unknown)
      await settle(world)
      await oneReadyLink(provider, meetingId)
      expect(world.countCalls(create, provider)).toBe(createsAfterLoss)
    })

    it('is good enough with fields that nobody knows, and without those that are not needed', async () => {
      const { provider, meetingId } = await withSession()
      const { odd: body } = played
      world.sandbox.faults.add({ operation: create, account: provider.email, kind: 'changed_body', body })
      await world.sync(meetingId)
      await oneReadyLink(provider, meetingId)
    })
  })
})

const startsOf = (provider: Provider) => world.liveEvents(provider).map(({ start }) => new Date(start.dateTime ?? ''))

async function oneReadyLink(provider: Provider, meetingId: string) {
  const meeting = await world.meeting(meetingId)
  expect(meeting).toMatchObject({ status: 'ready', reason: null, outcomeUnknown: false, nextAttemptAt: null })
  expect(world.liveEvents(provider)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
  return meeting
}

describe('a request that arrives very late at Google', () => {
  it('does not write an old time over a newer one', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)
    await world.changeSession(sessionId, at(10))
    world.sandbox.faults.add({
      operation: 'google.events.patch',
      account: provider.email,
      kind: 'delay',
      ms: 900,
      committed: false,
    })
    await syncAs(world.impatient(250), meetingId)
    await world.changeSession(sessionId, at(11))
    await settle(world)
    await oneReadyLink(provider, meetingId)
    await expect
      .poll(
        () =>
          world.sandbox.calls
            .list({ operation: 'google.events.patch', account: provider.email })
            .every(({ status }) => status !== null),
        WITHIN,
      )
      .toBe(true)
    expect(startsOf(provider)).toEqual([at(11).startsAt])
  })

  it('leaves nothing behind when the session was cancelled before the request arrived', async () => {
    const provider = await world.addProvider()
    const { meetingId, sessionId } = await world.addSession(provider)
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'delay',
      ms: 900,
      committed: false,
    })
    await syncAs(world.impatient(250), meetingId)
    await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
    await world.sync(meetingId)
    await expect
      .poll(
        () => world.sandbox.calls.list({ operation: 'google.events.insert', account: provider.email })[0]?.status,
        WITHIN,
      )
      .toBe(200)
    await settle(world)
    expect((await world.meeting(meetingId)).status).toBe('cancelled')
    expect(world.liveEvents(provider)).toEqual([])
  })
})
