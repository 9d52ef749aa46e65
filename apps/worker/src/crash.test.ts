import { renewChannels } from '@foyer/core/channels/renew-channels'
import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { afterEach, describe, expect, it } from 'vitest'
import { startWorker, type WorkerProcess } from './testing/worker-process.ts'

/** What somebody who stands at the door would still put up with. */
const RECOVERED_WITHIN_MS = 30_000
const LONGEST_TEST_MS = 120_000
/** Comes after the link was written. */
const RELEASE = 'update "meetings" set "claimed_until" = $1, "updated_at" = $2 where (('
/** What is sent from the claim over the renewal of the token and the making of the event to the end of the claim. */
const CRASH_POINTS = [
  'set "attempt_epoch" = "meetings"."attempt_epoch" + 1',
  'update "meetings" set "sent_version"',
  'set "refresh_epoch" = "connection_secrets"."refresh_epoch" + 1',
  'POST /token',
  'grant_type=refresh_token',
  'update "connection_secrets" set "access_token"',
  'POST /calendar/',
  'createRequest',
  'update "meetings" set "connection_id"',
  'insert into "meeting_attempts"',
  'insert into "audit_entries"',
  RELEASE,
]
/** So many at once, as every one of them is a world of its own. */
const AT_ONCE = 6
/** Shorter than what is renewed before use, so that every worker renews. */
const TOKEN_LIFETIME_SECONDS = 30

const workers: WorkerProcess[] = []
afterEach(() => {
  for (const worker of workers.splice(0)) worker.send('SIGKILL')
})

function start(world: MeetingWorld, options: { crashPoint?: string } = {}): WorkerProcess {
  const worker = startWorker(world, options)
  workers.push(worker)
  return worker
}

/** Has a worker die at the point, starts another one and tells what came of the meeting. */
async function dieAt(crashPoint: string) {
  await using world = await openMeetingWorld()
  world.setNow(new Date())
  world.sandbox.google.setAccessTokenLifetime(TOKEN_LIFETIME_SECONDS)
  const provider = await world.addProvider()
  // Watched already, so that it dies over the meeting and over nothing else.
  await renewChannels(world.core)
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

describe('a worker that is killed before anything it sends', () => {
  it('leaves one event and its link within half a minute of the next start', {
    timeout: LONGEST_TEST_MS,
  }, async () => {
    for (let first = 0; first < CRASH_POINTS.length; first += AT_ONCE) {
      const outcomes = await Promise.all(CRASH_POINTS.slice(first, first + AT_ONCE).map(dieAt))
      for (const outcome of outcomes) {
        const leftAs = outcome.crashPoint === RELEASE ? 'ready' : 'pending'
        expect(outcome).toMatchObject({ signal: 'SIGKILL', leftAs, hasOneLink: true })
      }
    }
  })
})
