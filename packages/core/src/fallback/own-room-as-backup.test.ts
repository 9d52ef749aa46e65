import { afterAll, beforeAll, expect, it } from 'vitest'
import { setRoom } from '../connections/set-room.ts'
import { type FallbackWorld, openFallbackWorld } from '../testing/fallback-world.ts'
import { endFallback } from './end-fallback.ts'

let world: FallbackWorld
beforeAll(async () => {
  world = await openFallbackWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const step = { kind: 'platform', platform: 'custom_room' } as const

it('a room of one’s own takes over with a link at once, and the platform gets its session back', async () => {
  const provider = await world.addProvider()
  await setRoom(provider, { kind: 'generated', address: 'https://meet.example' })
  const { sessionId, meetingId, at } = await world.addChained(provider, step)
  world.refuse(provider, 'forbidden')
  at(16)
  await world.sync(meetingId)
  at(15)
  expect(await world.useFallbacks()).toBe(1)
  await world.sync(meetingId)
  const backup = await world.meeting(meetingId)
  expect(backup).toMatchObject({
    status: 'ready',
    platform: 'custom_room',
    fallbackFrom: 'google_meet',
    joinUrl: expect.stringMatching(/^https:\/\/meet\.example\/session-[a-z2-7]{26}$/),
  })

  world.sandbox.faults.clear()
  at(14)
  await endFallback(provider, { sessionId })
  await world.sync(meetingId)
  await world.removeLeftovers(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', platform: 'google_meet', fallbackFrom: null })
  expect(world.liveEvents(provider)).toHaveLength(1)
  expect(await world.leftovers(meetingId)).toEqual([])
})

it('a room that was never set is passed over, and the next step of the chain is taken', async () => {
  const provider = await world.addProvider()
  const joinUrl = 'https://rooms.example/ana'
  const { meetingId, at } = await world.addChained(provider, step, { kind: 'room', joinUrl })
  world.refuse(provider, 'forbidden')
  at(16)
  await world.sync(meetingId)
  at(15)
  await world.useFallbacks()
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
})
