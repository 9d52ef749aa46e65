import { renewChannels } from '@foyer/core/channels/renew-channels'
import { openQueue } from '@foyer/core/jobs'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startHandlers } from './handlers.ts'

let world: MeetingWorld
beforeEach(async () => {
  world = await openMeetingWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

async function addSessions(provider: Provider, count: number) {
  const ids: string[] = []
  for (let session = 0; session < count; session += 1) ids.push((await world.addSession(provider)).meetingId)
  return ids
}

const statusesOf = async (ids: string[]) =>
  new Set(await Promise.all(ids.map(async (id) => (await world.meeting(id)).status)))

it.each([
  ['is rate limited', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
  ['does not answer', { kind: 'hang', ms: 30_000 }],
] as const)(
  'makes the links of all others while an account %s for which many sessions wait',
  async (_name, fault) => {
    const sick = await world.addProvider()
    // Watched already, so that all that is asked on its behalf are its rooms.
    await renewChannels(world.core)
    world.sandbox.calls.clear()
    world.sandbox.faults.add({ operation: 'google.events.*', account: sick.email, times: 'unlimited', ...fault })
    const waiting = await addSessions(sick, 40)
    const healthy: string[] = []
    for (let account = 0; account < 5; account += 1) healthy.push(...(await addSessions(await world.addProvider(), 2)))
    const { runner, close } = await openQueue(world.databaseUrl, 'worker', () => {})
    await startHandlers(world.core, runner, { meetingConcurrency: 2 })
    await expect.poll(() => statusesOf(healthy), { timeout: 20_000 }).toEqual(new Set(['ready']))
    expect(await statusesOf(waiting)).toEqual(new Set(['pending']))
    expect(world.countCalls('google.events.*', sick)).toBe(1)
    await world.sandbox.close()
    await close()
  },
  30_000,
)
