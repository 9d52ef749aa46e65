import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { repairMyMeetings } from './repair-my-meetings.ts'
import { setManualLink } from './set-manual-link.ts'

let world: MeetingWorld

beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('trying all now', () => {
  it('makes every own link that is late, given up or waiting, and touches nothing else', async () => {
    const provider = await world.addProvider()
    const other = await world.addProvider()
    const ready = await world.addSession(provider)
    const byHand = await world.addSession(provider)
    await world.sync(ready.meetingId)
    await setManualLink(provider, { sessionId: byHand.sessionId, joinUrl: 'https://rooms.example/ana' })
    await world.sync(byHand.meetingId)
    const [late, refused, theirs] = [
      await world.addSession(provider),
      await world.addSession(provider),
      await world.addSession(other),
    ]
    const fault = { operation: 'google.events.insert', kind: 'status' } as const
    world.sandbox.faults.add({ ...fault, account: provider.email, status: 503 })
    await world.sync(late.meetingId)
    world.sandbox.faults.add({ ...fault, account: provider.email, status: 400 })
    await world.sync(refused.meetingId)
    world.sandbox.faults.add({ ...fault, account: other.email, status: 503 })
    await world.sync(theirs.meetingId)
    const before = [await world.meeting(ready.meetingId), await world.meeting(theirs.meetingId)]
    expect((await world.meeting(refused.meetingId)).status).toBe('failed')

    expect(await repairMyMeetings(provider)).toEqual({ count: 2 })
    expect(await repairMyMeetings(provider)).toEqual({ count: 2 })
    for (const { meetingId } of [late, refused]) {
      await world.sync(meetingId)
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', reason: null })
    }
    expect([await world.meeting(ready.meetingId), await world.meeting(theirs.meetingId)]).toEqual(before)
    expect(world.liveEvents(provider)).toHaveLength(3)
    expect(await repairMyMeetings(provider)).toEqual({ count: 0 })
  })

  it('is for providers', async () => {
    await expect(repairMyMeetings(await world.addUser('customer'))).rejects.toMatchObject({ code: 'role_required' })
  })
})
