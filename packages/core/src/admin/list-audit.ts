import { auditEntries, users } from '@foyer/db/schema'
import type { AuditEntryDto } from '@foyer/shared/admin'
import type { ListAuditInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { and, desc, eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'

/** Who did what to one thing, latest first. Throws `role_required`, or `input_invalid` for a foreign cursor. */
export async function listAudit(ctx: Context, input: ListAuditInput): Promise<Page<AuditEntryDto>> {
  requireRole(ctx, 'admin')
  const { subjectType, subjectId, cursor } = input
  const rows = await ctx.db
    .select({ entry: auditEntries, actorName: users.name })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.subjectType, subjectType),
        eq(auditEntries.subjectId, subjectId),
        behind(cursor, { at: auditEntries.at, id: auditEntries.id }, 'descending'),
      ),
    )
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
