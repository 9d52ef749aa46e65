import { openQueue } from '@foyer/core/jobs'
import { createLogger } from '@foyer/core/log'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHandlers } from './handlers.ts'
import { startSchedules } from './schedules.ts'

describe('the worker', () => {
  let world: MeetingWorld
  beforeAll(async () => {
    world = await openMeetingWorld()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('makes the link of a wanted meeting as soon as it is wanted, and lets it finish when told to stop', async () => {
    const lines: string[] = []
    const log = createLogger({ app: 'worker', level: 'debug' }, { write: (line) => lines.push(line) })
    const { runner, close } = await openQueue(world.databaseUrl, 'worker', () => {})
    await startHandlers({ ...world.core, log }, runner, { meetingConcurrency: 4 })
    const stopSchedules = startSchedules({ ...world.core, log })
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    await expect.poll(async () => (await world.meeting(meetingId)).status, { timeout: 10_000 }).toBe('ready')
    stopSchedules()
    await close()
    expect(lines.join('')).toContain(meetingId)
    expect(lines.join('')).not.toMatch(/ya29\.|canary/)
  })

  it('lets the slow account of one provider hold up nobody else', async () => {
    const { runner, close } = await openQueue(world.databaseUrl, 'worker', () => {})
    const [slow, quick] = [await world.addProvider(), await world.addProvider()]
    const hang = { operation: 'google.events.insert', account: slow.email, kind: 'delay', ms: 3000 } as const
    world.sandbox.faults.add({ ...hang, times: 'unlimited' })
    const waiting = await Promise.all(Array.from({ length: 6 }, () => world.addSession(slow)))
    const { meetingId } = await world.addSession(quick)
    await startHandlers(world.core, runner, { meetingConcurrency: 3 })
    await expect.poll(async () => (await world.meeting(meetingId)).status, { timeout: 10_000 }).toBe('ready')
    const statuses = await Promise.all(waiting.map(async (one) => (await world.meeting(one.meetingId)).status))
    expect(statuses).not.toContain('ready')
    world.sandbox.faults.clear()
    await close()
  })

  it('stores of a failed job nothing but its name', async () => {
    const { runner, close } = await openQueue(world.databaseUrl, 'worker', () => {})
    const failing = { ...world.core, db: brokenDatabase(world.core.db) }
    await startHandlers(failing, runner, { meetingConcurrency: 4 })
    await world.core.queue.enqueue(world.core.db, 'booking.expire', {})
    const outputs = async () => {
      const rows = await world.core.db.execute<{ output: unknown }>(
        `select output from pgboss.job where name = 'booking.expire' and state = 'failed'`,
      )
      return JSON.stringify(rows)
    }
    await expect.poll(outputs, { timeout: 10_000 }).toContain('booking.expire failed')
    expect(await outputs()).not.toMatch(/canary|stack":"[^"]*at /)
    await close()
  })
})

/** A database whose transactions fail the way a driver does: with the statement and its values in the message. */
function brokenDatabase<T extends { transaction: unknown }>(db: T): T {
  const transaction = () => Promise.reject(new Error('Failed query: update bookings params: canary'))
  return Object.assign(Object.create(db), { transaction })
}
