import { sql } from 'drizzle-orm'
import { revokeConnection } from '../connections/revoke-connection.ts'
import { type Context, type Core, SYSTEM } from '../context.ts'
import { removeLeftover } from '../fallback/remove-leftover.ts'
import type { JobData } from '../jobs.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { sendNotificationMail } from '../notifications/send-notification-mail.ts'

/** The jobs that follow from what people do; sweeps and checks are called by the tests that are about them. */
const HANDLERS = {
  'meeting.sync': syncMeeting,
  'notification.mail': sendNotificationMail,
  'connection.revoke': revokeConnection,
  'leftover.remove': removeLeftover,
} satisfies { [Name in keyof JobData]?: (ctx: Context, data: JobData[Name]) => Promise<unknown> }

type Delivered = { [Name in keyof typeof HANDLERS]: { name: Name; data: JobData[Name] } }[keyof typeof HANDLERS]

interface Delivery {
  ran: number
  /** Jobs that threw, which the queue would run again. */
  failed: Delivered[]
}

/**
 * Runs what is on the queue and due by the core's clock, all at once as many workers would, and what follows from it,
 * until nothing is due. The queue itself goes by the database's clock, which a test cannot set.
 */
export async function deliverJobs(core: Core): Promise<Delivery> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const delivery: Delivery = { ran: 0, failed: [] }
  for (;;) {
    const jobs = await takeDue(core)
    if (jobs.length === 0) return delivery
    delivery.ran += jobs.length
    const outcomes = await Promise.allSettled(jobs.map((job) => run(ctx, job)))
    delivery.failed.push(...jobs.filter((_job, index) => outcomes[index]?.status === 'rejected'))
  }
}

/** When the next job is due that is not yet; null when the queue is empty. */
export async function nextJobAt({ db }: Core): Promise<Date | null> {
  const [next] = await db.execute<{ at: string | null }>(
    sql`select min(start_after)::text as at from pgboss.job where name in ${Object.keys(HANDLERS)} and state = 'created'`,
  )
  return next?.at ? new Date(next.at) : null
}

function run(ctx: Context, job: Delivered): Promise<unknown> {
  switch (job.name) {
    case 'meeting.sync':
      return HANDLERS[job.name](ctx, job.data)
    case 'notification.mail':
      return HANDLERS[job.name](ctx, job.data)
    case 'connection.revoke':
      return HANDLERS[job.name](ctx, job.data)
    case 'leftover.remove':
      return HANDLERS[job.name](ctx, job.data)
  }
}

/** A job without a time of its own got that of its insertion. */
const takeDue = async ({ db, now }: Core): Promise<Delivered[]> => [
  ...(await db.execute<Delivered>(
    sql`delete from pgboss.job where name in ${Object.keys(HANDLERS)} and state = 'created'
      and (start_after = created_on or start_after <= ${now().toISOString()}) returning name, data`,
  )),
]
