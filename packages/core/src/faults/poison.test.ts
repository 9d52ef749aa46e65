import { isDatabaseAway } from '@foyer/db/violations'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { retryMeeting } from '../meetings/retry-meeting.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { settle } from '../testing/settle.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

/** A fault that no code foresees: this one meeting cannot be written as ready. */
const poison = (meetingId: string) =>
  world.core.db.execute(
    sql.raw(`
      create function refuse_one() returns trigger language plpgsql as $$
      begin
        raise exception 'nobody thought of this' using errcode = 'XX000';
      end $$;
      create trigger refuse_one before update on meetings for each row
        when (new.status = 'ready' and new.id = '${meetingId}') execute function refuse_one();`),
  )

const cure = () => world.core.db.execute(sql`drop trigger refuse_one on meetings`)

describe('a session on which our own code fails', () => {
  it('is given up visibly after a few tries, holds up nobody, and gets its link when tried again after the repair', async () => {
    const provider = await world.addProvider()
    const stuck = await world.addSession(provider)
    const others = [await world.addSession(provider), await world.addSession(await world.addProvider())]
    await poison(stuck.meetingId)

    expect((await deliverJobs(world.core)).failed).toEqual([])
    for (const { meetingId } of others) expect((await world.meeting(meetingId)).status).toBe('ready')
    const first = await world.meeting(stuck.meetingId)
    expect(first).toMatchObject({ status: 'pending', reason: 'internal_error', attempts: 1, claimedUntil: null })
    expect(first.nextAttemptAt?.getTime()).toBeGreaterThan(world.core.now().getTime())

    await settle(world)
    const given = await world.meeting(stuck.meetingId)
    expect(given).toMatchObject({ status: 'failed', reason: 'internal_error', nextAttemptAt: null, attempts: 5 })
    expect((await world.attempts(stuck.meetingId)).filter((text) => text === 'sync bug')).toHaveLength(5)

    await cure()
    await retryMeeting(provider, { sessionId: stuck.sessionId })
    await settle(world)
    const { joinUrl } = await world.meeting(stuck.meetingId)
    expect(await world.meeting(stuck.meetingId)).toMatchObject({ status: 'ready', reason: null })
    expect(world.liveEvents(provider)).toHaveLength(2)
    expect(world.liveEvents(provider)).toEqual(
      expect.arrayContaining([expect.objectContaining({ hangoutLink: joinUrl })]),
    )
  })

  it('is not blamed on the session when it was only the database that was away', async () => {
    const provider = await world.addProvider()
    const { meetingId } = await world.addSession(provider)
    await world.core.db.execute(
      sql.raw(`
        create function stop_one() returns trigger language plpgsql as $$
        begin
          raise exception 'terminating connection' using errcode = '57P01';
        end $$;
        create trigger stop_one before update on meetings for each row
          when (new.status = 'ready' and new.id = '${meetingId}') execute function stop_one();`),
    )
    await expect(world.sync(meetingId)).rejects.toSatisfy(isDatabaseAway)
    expect(await world.meeting(meetingId)).toMatchObject({ attempts: 0, reason: null, outcomeUnknown: true })
    await world.core.db.execute(sql`drop trigger stop_one on meetings`)
    // The queue brings it back when the claim of the worker that failed has run out.
    world.setNow((await world.meeting(meetingId)).claimedUntil ?? world.core.now())
    await world.sync(meetingId)
    expect((await world.meeting(meetingId)).status).toBe('ready')
    expect(world.countCalls('google.events.insert', provider)).toBe(1)
  })
})
