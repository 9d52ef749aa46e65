import { afterAll, beforeAll, expect, it } from 'vitest'
import { actAs, SYSTEM } from '../context.ts'
import { checkMeetings } from '../meetings/check-meetings.ts'
import { setManualLink } from '../meetings/set-manual-link.ts'
import { removeOrphans } from '../sweeps/remove-orphans.ts'
import { sweepMeetings } from '../sweeps/sweep-meetings.ts'
import { type FallbackWorld, openFallbackWorld } from '../testing/fallback-world.ts'
import { settle } from '../testing/settle.ts'
import { sweepLeftovers } from './sweep-leftovers.ts'
import { useFallback } from './use-fallback.ts'
import { useFallbacks } from './use-fallbacks.ts'

let world: FallbackWorld

beforeAll(async () => {
  world = await openFallbackWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const backup = 'https://rooms.example/backup'
const byHand = 'https://rooms.example/by-hand'

it.each([
  ['set by hand', byHand, 'manual'],
  ['of a backup', backup, 'fallback'],
] as const)('a link %s is left alone by every sweep, to the end of the session', async (_what, joinUrl, source) => {
  const provider = await world.addProvider()
  const { sessionId, meetingId, at } = await world.addChained(provider, { kind: 'room', joinUrl: backup })
  await world.sync(meetingId)
  if (source === 'manual') await setManualLink(provider, { sessionId, joinUrl })
  else await useFallback(provider, { sessionId })
  await settle(world)
  expect(world.liveEvents(provider)).toEqual([])
  const before = await world.meeting(meetingId)
  expect(before).toMatchObject({ status: 'ready', source, joinUrl })
  const ctx = actAs(world.core, SYSTEM)
  for (const minutes of [2000, 50, 12, 1, -10]) {
    at(minutes)
    for (const sweep of [sweepMeetings, checkMeetings, removeOrphans, useFallbacks, sweepLeftovers]) await sweep(ctx)
    await settle(world)
    expect(await world.meeting(meetingId)).toEqual(before)
    expect(world.liveEvents(provider)).toEqual([])
  }
})
