import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startWorker, type WorkerProcess } from './testing/worker-process.ts'

const LONGEST_TEST_MS = 90_000
/** An orchestrator waits for so long before it kills. */
const STOPS_WITHIN_MS = 30_000

let world: MeetingWorld
const workers: WorkerProcess[] = []

beforeAll(async () => {
  world = await openMeetingWorld()
  world.setNow(new Date())
})
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.send('SIGKILL')
    await worker.ended
  }
  world.sandbox.faults.clear()
})
afterAll(() => world[Symbol.asyncDispose]())

async function start(): Promise<WorkerProcess> {
  const worker = startWorker(world)
  workers.push(worker)
  await worker.working
  return worker
}

const statusOf = (meetingId: string) => async () => (await world.meeting(meetingId)).status

describe('a worker that is frozen in the middle of a call and wakes late', () => {
  it('writes nothing more and leaves one event, because another has taken over', {
    timeout: LONGEST_TEST_MS,
  }, async () => {
    const provider = await world.addProvider()
    const frozen = await start()
    const late = { operation: 'google.events.insert', account: provider.email, kind: 'delay', ms: 1000 } as const
    world.sandbox.faults.add(late)
    const { meetingId } = await world.addSession(provider)
    await expect.poll(() => world.countCalls('google.events.insert', provider), { timeout: 10_000 }).toBe(1)
    frozen.send('SIGSTOP')
    await start()
    const isDone = async () => {
      const { status, claimedUntil } = await world.meeting(meetingId)
      return status === 'ready' && claimedUntil === null
    }
    await expect.poll(isDone, { timeout: 40_000, interval: 200 }).toBe(true)
    const taken = await world.meeting(meetingId)
    frozen.send('SIGCONT')
    await expect.poll(() => frozen.log(), { timeout: 15_000 }).toContain('another worker took the meeting over')
    expect(await world.meeting(meetingId)).toEqual(taken)
    expect(world.liveEvents(provider)).toHaveLength(1)
    expect(await world.attempts(meetingId)).toEqual(['look ok'])
  })
})

describe('a worker that is told to stop under load', () => {
  it('ends in time without an error, and the next one finishes what is left', {
    timeout: LONGEST_TEST_MS,
  }, async () => {
    const people: Awaited<ReturnType<MeetingWorld['addProvider']>>[] = []
    for (let count = 0; count < 10; count += 1) people.push(await world.addProvider())
    world.sandbox.faults.add({ operation: 'google.events.insert', kind: 'delay', ms: 400, times: 'unlimited' })
    const first = await start()
    const meetings: { provider: (typeof people)[number]; meetingId: string }[] = []
    for (const provider of [...people, ...people]) {
      const { meetingId } = await world.addSession(provider)
      meetings.push({ provider, meetingId })
    }
    await expect.poll(() => world.sandbox.calls.list({ operation: 'google.events.insert' }).length).toBeGreaterThan(2)
    const askedAt = performance.now()
    first.send('SIGTERM')
    expect(await first.ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - askedAt).toBeLessThan(STOPS_WITHIN_MS)
    const statuses = () => Promise.all(meetings.map(({ meetingId }) => statusOf(meetingId)()))
    expect(await statuses()).toContain('pending')

    await start()
    await expect
      .poll(async () => new Set(await statuses()), { timeout: 40_000, interval: 200 })
      .toEqual(new Set(['ready']))
    for (const provider of people) {
      expect(world.liveEvents(provider)).toHaveLength(2)
      expect(world.countCalls('google.events.insert', provider)).toBe(2)
    }
  })
})
