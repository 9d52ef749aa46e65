import type { Transaction } from '@foyer/db/client'
import { auditEntries } from '@foyer/db/schema'
import type { AuditSubject } from '@foyer/shared/admin'
import type { AuditAction } from '@foyer/shared/audit'
import type { Context } from '../context.ts'

export interface AuditEntry {
  action: AuditAction
  subjectType: AuditSubject
  subjectId: string
  /** Codes and ids only, no free text and nothing secret. */
  data?: Record<string, string | number | boolean | null>
}

/** Records one change of state in the transaction that makes it. */
export async function writeAudit(ctx: Context, tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEntries).values({
    at: ctx.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.kind === 'system' ? null : ctx.actor.userId,
    ...entry,
  })
}
