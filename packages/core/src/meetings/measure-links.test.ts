import { meetings } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { measureLinks } from './measure-links.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const HOUR = 3_600_000
const inHours = (hours: number) => new Date(world.core.now().getTime() + hours * HOUR)

it('measures from the wish to the first link, and counts what begins soon without one', async () => {
  expect(await measureLinks(world.core)).toEqual({ seconds: null, withoutLink: { '1h': 0, '24h': 0, all: 0 } })
  const provider = await world.addProvider()
  for (const seconds of [1, 2, 9]) {
    const { meetingId, sessionId } = await world.addSession(provider)
    await world.sync(meetingId)
    const createdAt = new Date(world.core.now().getTime() - seconds * 1000)
    await world.core.db.update(meetings).set({ createdAt }).where(eq(meetings.id, meetingId))
    // What changes later is not waited for.
    world.setNow(new Date(world.core.now().getTime() + 1000))
    await world.changeSession(sessionId, { startsAt: inHours(200 + seconds), endsAt: inHours(200.5 + seconds) })
    await world.sync(meetingId)
  }
  for (const hours of [0.5, 20, 30]) {
    const { sessionId } = await world.addSession(provider)
    await world.changeSession(sessionId, { startsAt: inHours(hours), endsAt: inHours(hours + 0.5) })
  }
  const { seconds, withoutLink } = await measureLinks(world.core)
  expect(seconds?.[0]).toBeCloseTo(2)
  expect(seconds?.[2]).toBeGreaterThan(8)
  expect(withoutLink).toEqual({ '1h': 1, '24h': 2, all: 3 })
})
