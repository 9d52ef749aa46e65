import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '@foyer/sandbox/control/random'
import type { FallbackStep } from '@foyer/shared/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FallbackWorld, openFallbackWorld } from '../testing/fallback-world.ts'
import { settle } from '../testing/settle.ts'
import { endFallback } from './end-fallback.ts'
import { useFallback } from './use-fallback.ts'

const INTERLEAVINGS = 24

let world: FallbackWorld

beforeAll(async () => {
  world = await openFallbackWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const joinUrl = 'https://rooms.example/ana'
const room: FallbackStep = { kind: 'room', joinUrl }
const zoom: FallbackStep = { kind: 'platform', platform: 'zoom' }
const TROUBLE = ['drop_before', 'drop_after', 'partial_body', 'delay'] as const

type Provider = Awaited<ReturnType<FallbackWorld['addProvider']>>
type Racer = { provider: Provider; second: Provider | null; sessionId: string; meetingId: string }

async function addRacers(step: FallbackStep): Promise<Racer[]> {
  const racers: Racer[] = []
  // One after the other: the sandbox gives its consent to one account at a time.
  for (let index = 0; index < INTERLEAVINGS; index += 1) {
    const provider = await world.addProvider()
    const second = step.kind === 'platform' ? await world.addZoom(provider) : null
    racers.push({ provider, second, ...(await world.addChained(provider, step)) })
  }
  return racers
}

/** The room is being made, in trouble or not, by a job that comes twice, while its backup takes over. */
async function race({ provider, sessionId, meetingId }: Racer, seed: number, isEnded: boolean): Promise<void> {
  const draw = createRandom(seed)
  const kind = TROUBLE[Math.floor(draw() * TROUBLE.length)] ?? 'delay'
  const fault = { operation: 'google.events.insert', account: provider.email, nth: 1 } as const
  const ms = Math.floor(draw() * 40)
  world.sandbox.faults.add(kind === 'delay' ? { ...fault, kind, ms, committed: draw() < 0.5 } : { ...fault, kind })
  const delivering = [1, 2].map(() => wait(Math.floor(draw() * 25)).then(() => world.sync(meetingId)))
  const takingOver = wait(Math.floor(draw() * 60)).then(() => useFallback(provider, { sessionId }))
  const ending = takingOver.then(async () => {
    await wait(Math.floor(draw() * 30))
    if (isEnded) await endFallback(provider, { sessionId })
  })
  await Promise.all([...delivering, ending])
}

async function raceAll(step: FallbackStep, { isEnded = false } = {}): Promise<Racer[]> {
  const racers = await addRacers(step)
  await Promise.all(racers.map((racer, index) => race(racer, index + 1, isEnded)))
  world.sandbox.faults.clear()
  await settle(world)
  for (const { meetingId } of racers) expect(await world.leftovers(meetingId)).toEqual([])
  return racers
}

describe('a backup that takes over while the platform makes its room, in many ways', () => {
  it('leaves nobody a second room beside the backup room', { timeout: 120_000 }, async () => {
    for (const { provider, meetingId } of await raceAll(room)) {
      expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'fallback', joinUrl })
      expect(world.liveEvents(provider)).toEqual([])
    }
  })

  it('leaves one room, on the other platform', { timeout: 120_000 }, async () => {
    for (const { provider, second, meetingId } of await raceAll(zoom)) {
      const meeting = await world.meeting(meetingId)
      expect(meeting).toMatchObject({ status: 'ready', platform: 'zoom', fallbackFrom: 'google_meet' })
      expect(world.liveEvents(provider)).toEqual([])
      expect(second && world.liveEvents(second)).toMatchObject([{ hangoutLink: meeting.joinUrl }])
    }
  })

  it('leaves one room, on its own platform, when it is taken back at once', { timeout: 120_000 }, async () => {
    for (const { provider, second, meetingId } of await raceAll(zoom, { isEnded: true })) {
      const meeting = await world.meeting(meetingId)
      expect(meeting).toMatchObject({ status: 'ready', platform: 'google_meet', source: 'platform', fallbackStep: 0 })
      expect(world.liveEvents(provider)).toMatchObject([{ id: meeting.externalId, hangoutLink: meeting.joinUrl }])
      expect(second && world.liveEvents(second)).toEqual([])
    }
  })
})
