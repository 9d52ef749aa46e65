import { auditEntries, connections, meetings, services, sessions } from '@foyer/db/schema'
import type { AdminOverviewDto } from '@foyer/shared/admin'
import { CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, count, eq, gt, isNotNull, isNull, lt, min, ne, or, sql } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import { listBreakers } from '../breakers/list-breakers.ts'
import type { Context } from '../context.ts'
import { listSweeps } from '../sweeps/list-sweeps.ts'
import { isComing, withoutLink } from './without-link.ts'

const DAY_MS = 86_400_000

/** How links and connections stand, in a handful of figures. Throws `sign_in_required` or `role_required`. */
export async function getAdminOverview(ctx: Context): Promise<AdminOverviewDto> {
  requireRole(ctx, 'admin')
  const [links, soonWithoutLink, oldestWaitSince, linkDelayP95Ms, byStatus, breakers, sweeps] = await Promise.all([
    countLinks(ctx),
    countSoonWithoutLink(ctx),
    findOldestWait(ctx),
    measureLinkDelay(ctx),
    countConnections(ctx),
    listBreakers(ctx),
    listSweeps(ctx),
  ])
  return { links, soonWithoutLink, oldestWaitSince, linkDelayP95Ms, connections: byStatus, breakers, sweeps }
}

async function countLinks({ db, now }: Context): Promise<AdminOverviewDto['links']> {
  const rows = await db
    .select({ status: meetings.status, count: count() })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(isComing(now()))
    .groupBy(meetings.status)
  const counted = new Map(rows.map((row) => [row.status, row.count]))
  const of = (status: 'ready' | 'pending' | 'blocked' | 'failed') => counted.get(status) ?? 0
  return { ready: of('ready'), pending: of('pending'), blocked: of('blocked'), failed: of('failed') }
}

/** Counts sessions that have no meeting at all as well: an import just now, before the sweep has seen it. */
async function countSoonWithoutLink({ db, now }: Context): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      and(
        isComing(now()),
        lt(sessions.startsAt, new Date(now().getTime() + DAY_MS)),
        isNotNull(services.platform),
        or(isNull(meetings.id), ne(meetings.status, 'ready')),
      ),
    )
  return row?.count ?? 0
}

async function findOldestWait({ db, now }: Context): Promise<string | null> {
  const [row] = await db
    .select({ since: min(meetings.createdAt) })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(and(isComing(now()), withoutLink, isNull(meetings.readyAt)))
  return row?.since?.toISOString() ?? null
}

/** Until the first link: a later change of the session renews `readyAt`, the audit remembers. */
async function measureLinkDelay({ db, now }: Context): Promise<number | null> {
  const delays = db
    .select({ seconds: sql<number>`extract(epoch from min(${auditEntries.at}) - ${meetings.createdAt})`.as('seconds') })
    .from(meetings)
    .innerJoin(
      auditEntries,
      and(
        eq(auditEntries.subjectType, 'meeting'),
        eq(auditEntries.subjectId, meetings.id),
        eq(auditEntries.action, 'meeting.ready'),
      ),
    )
    .where(gt(meetings.createdAt, new Date(now().getTime() - DAY_MS)))
    .groupBy(meetings.id)
    .as('delays')
  const [row] = await db
    .select({ p95: sql<number | null>`percentile_cont(0.95) within group (order by ${delays.seconds})` })
    .from(delays)
  return row?.p95 == null ? null : Math.max(0, Math.round(row.p95 * 1000))
}

async function countConnections({ db }: Context): Promise<AdminOverviewDto['connections']> {
  const rows = await db
    .select({ status: connections.status, count: count() })
    .from(connections)
    .groupBy(connections.status)
  return rows.toSorted((a, b) => CONNECTION_STATUSES.indexOf(a.status) - CONNECTION_STATUSES.indexOf(b.status))
}
