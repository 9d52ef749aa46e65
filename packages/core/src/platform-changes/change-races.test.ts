import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '@foyer/sandbox/control/random'
import type { Platform } from '@foyer/shared/platforms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { changePlatform } from './change-platform.ts'
import { undoChange } from './undo-change.ts'

const INTERLEAVINGS = 8

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const TROUBLE = ['drop_before', 'drop_after', 'partial_body', 'delay'] as const

type Provider = Awaited<ReturnType<ChangeWorld['addProvider']>>
interface Racer {
  provider: Provider
  sessionId: string
  meetingId: string
  customerId: string
}

const change = ({ provider, sessionId }: Racer, platform: Platform) =>
  changePlatform(provider, { sessionIds: [sessionId], platform })

/** What a person does while the new room is being made; where there is nothing to do any more they are told so. */
const MEANWHILE = {
  'changes it once more, back to where it was': (racer: Racer) => change(racer, 'google_meet'),
  'goes back': ({ provider, sessionId }: Racer) => undoChange(provider, { sessionId }),
  'changes it twice at once': (racer: Racer) => Promise.allSettled([change(racer, 'zoom'), change(racer, 'zoom')]),
  'calls the session off': ({ sessionId }: Racer) =>
    world.changeSession(sessionId, { status: 'cancelled', cancelledBy: 'provider' }),
  'disconnects the new platform': ({ provider }: Racer) =>
    disconnectPlatform(provider, { platform: 'zoom', futureMeetings: 'move', to: 'google_meet' }),
  'disconnects the old platform': ({ provider }: Racer) =>
    disconnectPlatform(provider, { platform: 'google_meet', futureMeetings: 'move', to: 'zoom' }),
} satisfies Record<string, (racer: Racer) => Promise<unknown>>

async function race(racer: Racer, seed: number, meanwhile: (racer: Racer) => Promise<unknown>): Promise<void> {
  const draw = createRandom(seed)
  const kind = TROUBLE[Math.floor(draw() * TROUBLE.length)] ?? 'delay'
  const fault = { operation: 'zoom.meetings.create', account: racer.provider.email, nth: 1 } as const
  const ms = Math.floor(draw() * 40)
  world.sandbox.faults.add(kind === 'delay' ? { ...fault, kind, ms, committed: draw() < 0.5 } : { ...fault, kind })
  await change(racer, 'zoom')
  const delivering = [1, 2].map(() => wait(Math.floor(draw() * 25)).then(() => world.sync(racer.meetingId)))
  const acting = wait(Math.floor(draw() * 60)).then(() => meanwhile(racer))
  // Too late is an answer as well.
  await Promise.all([...delivering, acting.catch(() => undefined)])
}

describe('a change of platform, while its provider', () => {
  it.each(Object.entries(MEANWHILE))(
    '%s, leaves one room and tells once at most',
    { timeout: 120_000 },
    async (_, act) => {
      const racers: Racer[] = []
      // One after the other: the sandbox gives its consent to one account at a time.
      for (let index = 0; index < INTERLEAVINGS; index += 1) {
        const provider = await world.addBoth()
        racers.push({ provider, ...(await world.addReady(provider)) })
      }
      await Promise.all(racers.map((racer, index) => race(racer, index + 1, act)))
      world.sandbox.faults.clear()
      await world.settle()
      for (const { provider, meetingId, customerId } of racers) {
        const meeting = await world.meeting(meetingId)
        const isOff = act === MEANWHILE['calls the session off']
        expect(meeting).toMatchObject({ status: isOff ? 'cancelled' : 'ready', oldPlace: null, changeId: null })
        expect(world.rooms(provider)).toEqual(isOff ? [] : [meeting.externalId])
        expect(await world.countLeftovers(meetingId)).toBe(0)
        const told = await world.told(customerId)
        // There and back again after the new link was there are two changes, each with its own link.
        const most = act === MEANWHILE['changes it once more, back to where it was'] ? 2 : 1
        expect(told.length).toBeLessThanOrEqual(most)
      }
    },
  )
})
