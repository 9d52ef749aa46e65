import type { Queryable } from '@foyer/db/client'
import { auditEntries, bookings, meetings, services, sessions, users } from '@foyer/db/schema'
import type { AuditEntryDto, AuditSubject } from '@foyer/shared/admin'
import type { ListAuditInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { and, desc, eq, isNull, or } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'

/**
 * Who did what to one thing, latest first. A session's history is also that of its meeting, its bookings and its service.
 * Throws `role_required`, or `input_invalid` for a foreign cursor.
 */
export async function listAudit(ctx: Context, input: ListAuditInput): Promise<Page<AuditEntryDto>> {
  requireRole(ctx, 'admin')
  const subjects = await findSubjects(ctx.db, input)
  const isAboutIt = subjects.map(({ type, id }) =>
    and(eq(auditEntries.subjectType, type), eq(auditEntries.subjectId, id)),
  )
  const rows = await ctx.db
    .select({ entry: auditEntries, actorName: users.name })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(and(or(...isAboutIt), behind(input.cursor, { at: auditEntries.at, id: auditEntries.id }, 'descending')))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ entry }) => entry)
  return {
    items: items.map(({ entry: { id, at, actorKind, actorId, action, data }, actorName }) => ({
      id,
      at: at.toISOString(),
      actor: { kind: actorKind, id: actorId, name: actorName },
      action,
      data,
    })),
    nextCursor,
  }
}

interface Subject {
  type: AuditSubject
  id: string
}

/** A person booked into a course is booked into each of its sessions. */
async function findSubjects(db: Queryable, { subjectType, subjectId }: ListAuditInput): Promise<Subject[]> {
  const subject: Subject = { type: subjectType, id: subjectId }
  if (subjectType !== 'session') return [subject]
  const rows = await db
    .select({ serviceId: sessions.serviceId, meetingId: meetings.id, bookingId: bookings.id })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .leftJoin(
      bookings,
      or(
        eq(bookings.sessionId, sessions.id),
        and(isNull(bookings.sessionId), eq(bookings.serviceId, services.id), eq(services.kind, 'course')),
      ),
    )
    .where(eq(sessions.id, subjectId))
  const [session] = rows
  if (!session) return [subject]
  const { serviceId, meetingId } = session
  return [
    subject,
    { type: 'service', id: serviceId },
    ...(meetingId ? [{ type: 'meeting' as const, id: meetingId }] : []),
    ...rows.flatMap(({ bookingId }) => (bookingId ? [{ type: 'booking' as const, id: bookingId }] : [])),
  ]
}
