import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { startOwnCluster } from '@foyer/core/testing/own-cluster'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startWorker, type WorkerProcess } from './testing/worker-process.ts'

const LONGEST_TEST_MS = 120_000
/** What an emptied queue may cost at most. */
const FOUND_WITHIN_MS = 60_000

type Cluster = Awaited<ReturnType<typeof startOwnCluster>>
type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

let cluster: Cluster
let world: MeetingWorld
const workers: WorkerProcess[] = []

beforeAll(async () => {
  cluster = await startOwnCluster()
})
beforeEach(async () => {
  world = await openMeetingWorld()
  world.setNow(new Date())
})
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.send('SIGKILL')
    await worker.ended
  }
  await world[Symbol.asyncDispose]()
})
afterAll(() => cluster.stop())

async function start(): Promise<WorkerProcess> {
  const worker = startWorker(world)
  workers.push(worker)
  await worker.working
  return worker
}

async function addProviders(count: number): Promise<Provider[]> {
  const people: Provider[] = []
  for (let made = 0; made < count; made += 1) people.push(await world.addProvider())
  return people
}

const slowly = { operation: 'google.events.insert', kind: 'delay', ms: 300, times: 'unlimited' } as const

async function expectReady(meetings: string[], timeout: number): Promise<void> {
  const statuses = async () => {
    const rows = await Promise.all(meetings.map((meetingId) => world.meeting(meetingId).catch(() => null)))
    return new Set(rows.map((row) => row?.status))
  }
  await expect.poll(statuses, { timeout, interval: 300 }).toEqual(new Set(['ready']))
}

function expectOneEventEach(people: Provider[], each: number): void {
  for (const provider of people) expect(world.liveEvents(provider)).toHaveLength(each)
}

describe('a PostgreSQL that restarts while links are made', () => {
  it('costs no link and doubles none, and the worker needs no restart', { timeout: LONGEST_TEST_MS }, async () => {
    const people = await addProviders(8)
    world.sandbox.faults.add(slowly)
    const worker = await start()
    const meetings: string[] = []
    for (const provider of [...people, ...people, ...people])
      meetings.push((await world.addSession(provider)).meetingId)
    await expect.poll(() => world.sandbox.calls.list({ operation: 'google.events.insert' }).length).toBeGreaterThan(5)
    await cluster.restart()
    await expectReady(meetings, 60_000)
    expectOneEventEach(people, 3)
    worker.send('SIGTERM')
    expect(await worker.ended).toEqual({ code: 0, signal: null })
  })
})

describe('connections to the database that are cut', () => {
  it('cost no link: those that listen for work and those in the middle of it come back', {
    timeout: LONGEST_TEST_MS,
  }, async () => {
    const people = await addProviders(4)
    world.sandbox.faults.add(slowly)
    await start()
    const meetings: string[] = []
    for (const provider of [...people, ...people]) meetings.push((await world.addSession(provider)).meetingId)
    await expect.poll(() => world.sandbox.calls.list({ operation: 'google.events.insert' }).length).toBeGreaterThan(1)
    await world.core.db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    const [another] = await addProviders(1)
    if (!another) throw new Error('Nobody was added.')
    meetings.push((await world.addSession(another)).meetingId)
    await expectReady(meetings, 60_000)
    expectOneEventEach(people, 2)
  })
})

describe('a queue whose whole table is emptied', () => {
  it('loses no link: every wanted one is found again within a minute', { timeout: LONGEST_TEST_MS }, async () => {
    const people = await addProviders(3)
    await start()
    const tooMany = { operation: 'google.events.insert', kind: 'status', status: 429 } as const
    for (const { email } of people)
      world.sandbox.faults.add({ ...tooMany, account: email, headers: { 'retry-after': '3' } })
    const meetings: string[] = []
    for (const provider of people) meetings.push((await world.addSession(provider)).meetingId)
    const reasons = async () => {
      const rows = await Promise.all(meetings.map((meetingId) => world.meeting(meetingId)))
      return new Set(rows.map(({ reason }) => reason))
    }
    await expect.poll(reasons, { timeout: 10_000 }).toEqual(new Set(['platform_rate_limited']))
    await world.core.db.execute('truncate pgboss.job')
    await expectReady(meetings, FOUND_WITHIN_MS)
    expectOneEventEach(people, 1)
  })
})

describe('a session that somebody inserts with plain SQL', () => {
  it('gets its link from the running worker', { timeout: LONGEST_TEST_MS }, async () => {
    const [provider] = await addProviders(1)
    if (!provider) throw new Error('Nobody was added.')
    const { sessionId } = await world.addSession(provider)
    await start()
    const [inserted] = await world.core.db.execute<{ id: string }>(
      `insert into sessions (service_id, provider_id, starts_at, ends_at, time_zone)
       select service_id, provider_id, starts_at + interval '2 hours', ends_at + interval '2 hours', time_zone
       from sessions where id = '${sessionId}' returning id`,
    )
    const link = async () => {
      const rows = await world.core.db.execute<{ join_url: string | null }>(
        `select join_url from meetings where session_id = '${inserted?.id}'`,
      )
      return rows[0]?.join_url ?? ''
    }
    await expect.poll(link, { timeout: FOUND_WITHIN_MS, interval: 300 }).toMatch(/^https:\/\/meet\.google\.com\//)
  })
})
