import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
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
const startsOf = (provider: Provider) => world.liveEvents(provider).map(({ start }) => new Date(start.dateTime ?? ''))

/** Waits until the sandbox is at work on the nth call of an operation. */
const underWay = (operation: string, provider: Provider, count = 1) =>
  expect.poll(() => world.countCalls(operation, provider), { ...WITHIN, interval: 5 }).toBe(count)

async function oneReadyLink(provider: Provider, meetingId: string) {
  const meeting = await world.meeting(meetingId)
  expect(meeting).toMatchObject({ status: 'ready', reason: null, outcomeUnknown: false, nextAttemptAt: null })
  expect(world.liveEvents(provider)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
  return meeting
}

describe('an answer that is lost after the work was done', () => {
  it.for(['drop_after', 'partial_body'] as const)(
    'leaves one event through its making, moving and removal (%s)',
    async (kind) => {
      const provider = await world.addProvider()
      const { meetingId, sessionId } = await world.addSession(provider)
      const { email: account } = provider
      for (const operation of ['insert', 'patch', 'delete'])
        world.sandbox.faults.add({ operation: `google.events.${operation}`, account, kind })
      await settle(world)
      await oneReadyLink(provider, meetingId)
      expect(world.countCalls('google.events.insert', provider)).toBe(1)
      await world.changeSession(sessionId, at(9))
      await settle(world)
      await oneReadyLink(provider, meetingId)
      expect(startsOf(provider)).toEqual([at(9).startsAt])
      expect(world.countCalls('google.events.patch', provider)).toBe(1)
      await world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'customer' })
      await settle(world)
      expect((await world.meeting(meetingId)).status).toBe('cancelled')
      expect(world.liveEvents(provider)).toEqual([])
    },
  )
})

describe('an answer that comes 45 seconds late, when another worker has tried again', () => {
  it('finds its writer fenced: the room is adopted once, and told of once', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'delay', ms: 400 })
    const slow = world.sync(meetingId)
    await underWay('google.events.insert', provider)
    pass(45_000)
    await world.sync(meetingId)
    const ready = await oneReadyLink(provider, meetingId)
    await slow
    expect(await world.meeting(meetingId)).toEqual(ready)
    expect(await world.attempts(meetingId)).toEqual(['look ok'])
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('makes no second room when the request itself arrives late', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({
      operation: 'google.events.insert',
      account: provider.email,
      kind: 'delay',
      ms: 900,
      committed: false,
    })
    await syncAs(world.impatient(250), meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ reason: 'outcome_unknown', outcomeUnknown: true })
    await world.syncWhenDue(meetingId)
    await oneReadyLink(provider, meetingId)
    await expect
      .poll(
        () =>
          new Set(
            world.sandbox.calls
              .list({ operation: 'google.events.insert', account: provider.email })
              .map(({ status }) => status),
          ),
        WITHIN,
      )
      .toEqual(new Set([200, 409]))
    await oneReadyLink(provider, meetingId)
  })

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

describe('an answer in other words than agreed', () => {
  it.for([
    ['cut short', '{"id": "abc", "status": "confir'],
    ['a page of a proxy', '<html>Sign in to the network</html>'],
    ['without times', { start: null, end: null }],
    ['with a link that is none', { hangoutLink: 7, conferenceData: 'soon' }],
  ] as const)('is looked into before anything is made again: %s', async ([, body]) => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'changed_body', body })
    await world.sync(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({
      status: 'pending',
      reason: 'outcome_unknown',
      joinUrl: null,
    })
    await settle(world)
    await oneReadyLink(provider, meetingId)
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })

  it('is good enough with fields that nobody knows, and without those that are not needed', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    const body = {
      kind: 'calendar#event2',
      brandNew: { deeply: ['nested'] },
      conferenceData: { parameters: { addOnParameters: {} }, conferenceSolution: null, notes: 7 },
      htmlLink: null,
      attendees: null,
      hangoutLink: null,
    }
    world.sandbox.faults.add({ operation: 'google.events.insert', account: provider.email, kind: 'changed_body', body })
    await world.sync(meetingId)
    await oneReadyLink(provider, meetingId)
  })
})
