import { sql } from 'drizzle-orm'
import { actAs, type Core, SYSTEM } from '../context.ts'
import type { JobData } from '../jobs.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import type { MeetingWorld } from './meeting-world.ts'

type MeetingJob = JobData['meeting.sync']

/**
 * Lets so many seconds pass, and runs every job for a meeting when it is due by the world's clock, one account's one
 * after the other and the accounts side by side, as a worker does. Returns early when nothing is on the queue.
 */
export async function passTime(world: MeetingWorld, seconds: number): Promise<void> {
  const end = world.core.now().getTime() + seconds * 1000
  for (;;) {
    const jobs = await takeDue(world.core)
    const byAccount = Map.groupBy(jobs, ({ providerId }) => providerId)
    const runAll = async (ofOne: MeetingJob[]) => {
      for (const job of ofOne) await syncMeeting(actAs(world.core, SYSTEM), job)
    }
    await Promise.all([...byAccount.values()].map(runAll))
    const next = await nextDue(world.core)
    if (next === null || next > end) {
      world.setNow(new Date(end))
      return
    }
    world.setNow(new Date(Math.max(next, world.core.now().getTime())))
  }
}

const isWaiting = sql`name = 'meeting.sync' and state = 'created'`
/** A job without a time of its own got that of its insertion, by the clock of the database. */
const dueAt = sql`case when start_after = created_on then '-infinity' else start_after end`

async function takeDue({ db, now }: Core): Promise<MeetingJob[]> {
  const taken = await db.execute<{ data: MeetingJob; due: string }>(
    sql`delete from pgboss.job where ${isWaiting} and ${dueAt} <= ${now().toISOString()}::timestamptz
      returning data, (${dueAt})::text as due`,
  )
  return [...taken].toSorted((one, other) => one.due.localeCompare(other.due)).map(({ data }) => data)
}

async function nextDue({ db }: Core): Promise<number | null> {
  const [next] = await db.execute<{ at: string | null }>(
    sql`select extract(epoch from min(greatest(${dueAt}, 'epoch')))::text as at from pgboss.job where ${isWaiting}`,
  )
  return next?.at ? Number(next.at) * 1000 : null
}
