import type { Transaction } from '@foyer/db/client'
import { alerts, bookings, meetings, services, sessions } from '@foyer/db/schema'
import { connectingMends } from '@foyer/shared/meetings'
import { desc, eq } from 'drizzle-orm'
import { INTEGRATIONS_PATH } from '../connections/start-connection.ts'
import type { Context, Core } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { runSweep } from '../sweeps/run-sweep.ts'
import { missingText } from './describe-alert.ts'
import { CUSTOMER_LEAD_MS, isBookedInto, type LateSession, lateKeyOf, listLateSessions } from './late-sessions.ts'
import { postLeftAlerts } from './post-alert.ts'
import { listSetupProblems, setupText } from './setup-problems.ts'
import { tellOperators } from './tell-operators.ts'

const ADMIN_PATH = '/admin'
/** Sessions that come inside the hour one after the other are told of together. */
const DIGEST_MS = 10 * 60_000

/**
 * Tells of links that are missing shortly before the start: the provider and the operators an hour before, whoever booked a
 * quarter of an hour before, each once; and operators of what only they can mend, once a problem and day. Safe to run at
 * any time and twice. Returns how many sessions are late.
 */
export const watchLinks = (core: Core): Promise<number> => runSweep(core, 'late_links', watch)

async function watch(ctx: Context): Promise<number> {
  const late = await listLateSessions(ctx.db, ctx.now())
  for (const session of late)
    if (session.toldAt === null || (session.hasUntold && concernsCustomers(ctx, session)))
      await ctx.db.transaction((tx) => tellOfLateLink(ctx, tx, session))
  await tellOperatorsOfLateLinks(ctx)
  await tellOperatorsOfSetup(ctx)
  await postLeftAlerts(ctx)
  return late.length
}

async function tellOperatorsOfSetup(ctx: Context): Promise<void> {
  for (const problem of await listSetupProblems(ctx.db, ctx.now())) {
    const day = ctx.now().toISOString().slice(0, 10)
    await ctx.db.transaction((tx) =>
      tellOperators(ctx, tx, {
        kind: 'setup_trouble',
        dedupeKey: `setup_trouble:${problem.problem}:${problem.platform}:${day}`,
        text: setupText(problem),
        count: problem.count,
        path: ADMIN_PATH,
        data: { problem: problem.problem, platform: problem.platform },
      }),
    )
  }
}

const concernsCustomers = (ctx: Context, { startsAt }: LateSession) =>
  startsAt.getTime() - ctx.now().getTime() <= CUSTOMER_LEAD_MS

/** Looks again while nobody can write the link: it may have come since. */
async function tellOfLateLink(ctx: Context, tx: Transaction, { meetingId }: LateSession): Promise<void> {
  await tx.select({ id: meetings.id }).from(meetings).where(eq(meetings.id, meetingId)).for('share')
  const [session] = await listLateSessions(tx, ctx.now(), eq(meetings.id, meetingId))
  if (!session) return
  const data = { sessionId: session.id, startsAt: session.startsAt.toISOString() }
  const path = `/sessions/${session.id}`
  await notify(ctx, tx, {
    userId: session.providerId,
    kind: 'link_trouble',
    dedupeKey: lateKeyOf(session),
    title: `“${session.title}” has no link yet`,
    path: connectingMends(session.reason) ? INTEGRATIONS_PATH : path,
    data,
  })
  if (!concernsCustomers(ctx, session)) return
  for (const { customerId } of await listBooked(tx, session))
    await notify(ctx, tx, {
      userId: customerId,
      kind: 'link_trouble',
      dedupeKey: lateKeyOf(session),
      title: `The link for “${session.title}” is late`,
      path,
      data,
    })
}

/** In one order, so that two sweeps that tell the same people do not block each other. */
const listBooked = (tx: Transaction, { id }: LateSession) =>
  tx
    .selectDistinct({ customerId: bookings.customerId })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(bookings, isBookedInto)
    .where(eq(sessions.id, id))
    .orderBy(bookings.customerId)

/** One notice with the count, as soon as a session is among them that none has counted yet. */
async function tellOperatorsOfLateLinks(ctx: Context): Promise<void> {
  const now = ctx.now()
  const [last] = await ctx.db
    .select({ at: alerts.createdAt })
    .from(alerts)
    .where(eq(alerts.kind, 'links_missing'))
    .orderBy(desc(alerts.createdAt))
    .limit(1)
  if (last && now.getTime() - last.at.getTime() < DIGEST_MS) return
  const late = await listLateSessions(ctx.db, now)
  const fresh = late.find(({ toldAt }) => toldAt && (!last || toldAt > last.at))
  if (!fresh) return
  await ctx.db.transaction((tx) =>
    tellOperators(ctx, tx, {
      kind: 'links_missing',
      dedupeKey: `links_missing:${lateKeyOf(fresh)}`,
      text: missingText(late.length),
      count: late.length,
      path: ADMIN_PATH,
      data: { startsAt: (late[0] ?? fresh).startsAt.toISOString() },
    }),
  )
}
