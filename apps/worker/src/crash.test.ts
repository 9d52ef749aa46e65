import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterEach, describe, expect, it } from 'vitest'
import { startWorker, type WorkerProcess } from './testing/worker-process.ts'

/** What somebody who stands at the door would still put up with. */
const RECOVERED_WITHIN_MS = 30_000
const LONGEST_TEST_MS = 120_000
/** All writes from the claim over the renewal of the token and the making of the event to the end of the claim. */
const CRASH_POINTS = 14
/** So many at once, as every one of them is a world of its own. */
const AT_ONCE = 7
/** Shorter than what is renewed before use, so that every worker renews. */
const TOKEN_LIFETIME_SECONDS = 30

const workers: WorkerProcess[] = []
afterEach(() => {
  for (const worker of workers.splice(0)) worker.send('SIGKILL')
})

function start(world: MeetingWorld, options: { crashPoint?: number } = {}): WorkerProcess {
  const worker = startWorker(world, options)
  workers.push(worker)
  return worker
}

/** Has a worker die at the point, starts another one and tells what came of the meeting. */
async function dieAt(crashPoint: number) {
  await using world = await openMeetingWorld()
  world.setNow(new Date())
  world.sandbox.google.setAccessTokenLifetime(TOKEN_LIFETIME_SECONDS)
  const provider = await world.addProvider()
  const victim = start(world, { crashPoint })
  await victim.working
  const { meetingId } = await world.addSession(provider)
  const { signal } = await victim.ended
  const { status: leftAs } = await world.meeting(meetingId)

  const next = start(world)
  const isRecovered = async () => {
    const { status, claimedUntil } = await world.meeting(meetingId)
    return status === 'ready' && (claimedUntil === null || claimedUntil < new Date())
  }
  await expect.poll(isRecovered, { timeout: RECOVERED_WITHIN_MS, interval: 200 }).toBe(true)
  next.send('SIGKILL')
  await next.ended
  const { joinUrl } = await world.meeting(meetingId)
  const events = world.liveEvents(provider).map((event) => JSON.stringify(event))
  return { crashPoint, signal, leftAs, hasOneLink: events.length === 1 && events[0]?.includes(joinUrl ?? 'no link') }
}

describe('a worker that is killed before any of its writes', () => {
  it('leaves one event and its link within half a minute of the next start', {
    timeout: LONGEST_TEST_MS,
  }, async () => {
    const points = Array.from({ length: CRASH_POINTS }, (_, point) => point)
    for (let first = 0; first < CRASH_POINTS; first += AT_ONCE) {
      const outcomes = await Promise.all(points.slice(first, first + AT_ONCE).map(dieAt))
      for (const outcome of outcomes) {
        // The last of them comes after the link was written: nothing on the way was left out.
        const leftAs = outcome.crashPoint === CRASH_POINTS - 1 ? 'ready' : 'pending'
        expect(outcome).toMatchObject({ signal: 'SIGKILL', leftAs, hasOneLink: true })
      }
    }
  })
})
