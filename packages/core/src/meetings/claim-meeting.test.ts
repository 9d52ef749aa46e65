import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { ClaimLost, claimMeeting, releaseMeeting, writeMeeting } from './claim-meeting.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function claimed() {
  const provider = await world.addProvider({ isConnected: false })
  const { meetingId, sessionId } = await world.addSession(provider)
  const claim = await claimMeeting(provider, { meetingId, providerId: provider.userId })
  if (!claim || 'heldUntil' in claim) throw new Error('The meeting could not be claimed.')
  return { provider, meetingId, sessionId, claim }
}

it('lets one of many claim a meeting', async () => {
  const provider = await world.addProvider({ isConnected: false })
  const { meetingId } = await world.addSession(provider)
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimMeeting(provider, { meetingId, providerId: provider.userId })),
  )
  expect(claims.filter((claim) => claim && 'epoch' in claim)).toHaveLength(1)
})

it('fences a worker that wakes up after another took over', async () => {
  const { provider, meetingId, claim } = await claimed()
  world.setNow(new Date(world.core.now().getTime() + 60_000))
  const second = await claimMeeting(provider, { meetingId, providerId: provider.userId })
  expect(second).toMatchObject({ epoch: claim.epoch + 1 })
  await expect(writeMeeting(world.core.db, claim, { status: 'failed', reason: 'rejected' })).rejects.toThrow(ClaimLost)
  await expect(releaseMeeting(provider, claim, 1)).rejects.toThrow(ClaimLost)
  expect((await world.meeting(meetingId)).status).not.toBe('failed')
})

it('keeps the claim when the session changed during the last step', async () => {
  const { provider, sessionId, meetingId, claim } = await claimed()
  await world.changeSession(sessionId, {
    startsAt: new Date('2026-12-09T10:00:00Z'),
    endsAt: new Date('2026-12-09T11:00:00Z'),
  })
  expect(await releaseMeeting(provider, claim, 1)).toBe(false)
  expect(await releaseMeeting(provider, claim, 2)).toBe(true)
  expect((await world.meeting(meetingId)).claimedUntil).toBeNull()
})

it('leaves a next time on the meeting while it makes what a look did not find, should the worker die', async () => {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  const insert = { operation: 'google.events.insert', account: provider.email } as const
  world.sandbox.faults.add({ ...insert, kind: 'drop_before' })
  await world.sync(meetingId)
  world.sandbox.faults.add({ ...insert, kind: 'delay', ms: 400 })
  const syncing = world.syncWhenDue(meetingId)
  await expect.poll(() => world.countCalls(insert.operation, provider)).toBe(2)
  const during = await world.meeting(meetingId)
  await syncing
  expect(during.nextAttemptAt).not.toBeNull()
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', nextAttemptAt: null })
})
