import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

/** What somebody who stands at the door would still put up with. */
const RECOVERED_WITHIN_MS = 30_000

let world: MeetingWorld
const workers: ChildProcess[] = []

beforeAll(async () => {
  world = await openMeetingWorld()
  world.setNow(new Date())
})
afterEach(() => {
  for (const worker of workers) worker.kill('SIGKILL')
  world.sandbox.faults.clear()
})
afterAll(() => world[Symbol.asyncDispose]())

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DATABASE_URL: world.databaseUrl,
      APP_URL: world.core.config.appUrl,
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('hex')}`,
      GOOGLE_CLIENT_ID: 'foyer-test',
      GOOGLE_CLIENT_SECRET: 'canary-client-secret',
      GOOGLE_ORIGIN: world.sandbox.origin,
      LOG_LEVEL: 'error',
    },
  })
  workers.push(worker)
  return worker
}

const kill = (worker: ChildProcess) =>
  new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
    worker.kill('SIGKILL')
  })

/** A wanted meeting at which the worker will hang, after or before Google has made the event. */
async function hangingMeeting(committed: boolean) {
  const provider = await world.addProvider()
  const { meetingId } = await world.addSession(provider)
  const hang = { operation: 'google.events.insert', account: provider.email, kind: 'hang', ms: 60_000 } as const
  world.sandbox.faults.add({ ...hang, committed })
  return {
    provider,
    meeting: () => world.meeting(meetingId),
    inserts: () => world.countCalls('google.events.insert', provider),
  }
}

describe('a worker that is killed while Google makes rooms', () => {
  it('leaves one event and a link each, soon after the next worker starts', { timeout: 60_000 }, async () => {
    const [made, unmade] = [await hangingMeeting(true), await hangingMeeting(false)]
    const worker = startWorker()
    await expect.poll(() => [made.inserts(), unmade.inserts()], { timeout: 15_000 }).toEqual([1, 1])
    await kill(worker)
    expect([(await made.meeting()).outcomeUnknown, (await unmade.meeting()).outcomeUnknown]).toEqual([true, true])
    startWorker()
    const statuses = async () => [(await made.meeting()).status, (await unmade.meeting()).status]
    await expect.poll(statuses, { timeout: RECOVERED_WITHIN_MS, interval: 200 }).toEqual(['ready', 'ready'])
    for (const { provider } of [made, unmade]) expect(world.liveEvents(provider)).toHaveLength(1)
    expect([made.inserts(), unmade.inserts()]).toEqual([1, 2])
  })
})
