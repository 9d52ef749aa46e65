import type { Queryable } from '@foyer/db/client'
import { bookings, connections, meetings, sessions } from '@foyer/db/schema'
import { ALERT_KINDS } from '@foyer/shared/alerts'
import { HAND_EDIT_REASONS } from '@foyer/shared/meetings'
import type { NotificationState } from '@foyer/shared/notifications'
import { and, eq, inArray } from 'drizzle-orm'
import { isComing, withoutLink } from '../admin/without-link.ts'
import { describeAlert } from '../alerts/describe-alert.ts'
import type { Context } from '../context.ts'
import { isLost } from './connection-words.ts'
import type { NotificationRow } from './letter.ts'

/** Of the notices that ask for something, whether that is still to be done by the rows as they are; the others are left out. */
export async function findNoticeStates(
  ctx: Context,
  notices: readonly NotificationRow[],
): Promise<Map<string, NotificationState>> {
  const { db } = ctx
  const waiting = await findWaitingRequests(db, notices)
  const late = await findLateSessions(ctx, notices)
  const unanswered = await findHandEdits(ctx, notices)
  const lost = await findLosses(db, notices)
  const alerts = await findAlerts(ctx, notices)
  return new Map(
    notices.flatMap(({ id, kind, data }): [string, NotificationState][] => {
      const state = (isOpen: boolean): [string, NotificationState][] => [[id, isOpen ? 'open' : 'settled']]
      switch (kind) {
        case 'booking_received':
          return data.status === 'pending' ? state(waiting.has(data.bookingId ?? '')) : []
        case 'request_expiring':
          return state(waiting.has(data.bookingId ?? ''))
        case 'link_trouble':
          return state(late.has(`${data.sessionId} ${data.startsAt}`))
        case 'changed_by_hand':
          return state(unanswered.has(data.sessionId ?? ''))
        case 'connection_lost':
          return state(lost.has(`${data.connectionId} ${data.lostSince}`))
        case 'links_missing':
        case 'setup_trouble':
          return state(alerts.has(id))
        default:
          return []
      }
    }),
  )
}

const idsOf = (
  notices: readonly NotificationRow[],
  kinds: readonly NotificationRow['kind'][],
  key: string,
): string[] => [...new Set(notices.filter(({ kind }) => kinds.includes(kind)).flatMap(({ data }) => data[key] ?? []))]

async function findWaitingRequests(db: Queryable, notices: readonly NotificationRow[]): Promise<Set<string>> {
  const ids = idsOf(notices, ['booking_received', 'request_expiring'], 'bookingId')
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(inArray(bookings.id, ids), eq(bookings.status, 'pending')))
  return new Set(rows.map(({ id }) => id))
}

async function findLateSessions({ db, now }: Context, notices: readonly NotificationRow[]): Promise<Set<string>> {
  const ids = idsOf(notices, ['link_trouble'], 'sessionId')
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: sessions.id, startsAt: sessions.startsAt })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(and(inArray(sessions.id, ids), withoutLink, isComing(now())))
  return new Set(rows.map(({ id, startsAt }) => `${id} ${startsAt.toISOString()}`))
}

async function findHandEdits({ db, now }: Context, notices: readonly NotificationRow[]): Promise<Set<string>> {
  const ids = idsOf(notices, ['changed_by_hand'], 'sessionId')
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(and(inArray(sessions.id, ids), inArray(meetings.reason, [...HAND_EDIT_REASONS]), isComing(now())))
  return new Set(rows.map(({ id }) => id))
}

async function findLosses(db: Queryable, notices: readonly NotificationRow[]): Promise<Set<string>> {
  const ids = idsOf(notices, ['connection_lost'], 'connectionId')
  if (ids.length === 0) return new Set()
  const rows = await db.select().from(connections).where(inArray(connections.id, ids))
  return new Set(rows.filter(isLost).map(({ id, statusChangedAt }) => `${id} ${statusChangedAt.toISOString()}`))
}

/** What is told together is looked at once. */
async function findAlerts({ db, now }: Context, notices: readonly NotificationRow[]): Promise<Set<string>> {
  const open = new Map<string, boolean>()
  const found = new Set<string>()
  for (const { id, kind, data } of notices) {
    const alert = ALERT_KINDS.find((known) => known === kind)
    if (!alert) continue
    const key = [alert, data.problem, data.platform].join(' ')
    if (!open.has(key)) open.set(key, (await describeAlert(db, now(), { kind: alert, data })) !== null)
    if (open.get(key)) found.add(id)
  }
  return found
}
