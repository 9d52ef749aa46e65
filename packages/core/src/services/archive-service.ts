import { services } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import type { ServiceDto } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { getService } from './get-service.ts'
import { lockOwnService } from './lock-own-service.ts'

/**
 * Offers a service no longer; what is booked stays booked. Throws `sign_in_required`, `role_required`,
 * `service_not_found`, or `service_archived` the second time.
 */
export async function archiveService(ctx: Context, input: ById): Promise<ServiceDto> {
  return ctx.db.transaction(async (tx) => {
    const { id } = await lockOwnService(ctx, tx, input.id)
    await tx.update(services).set({ archivedAt: ctx.now() }).where(eq(services.id, id))
    await writeAudit(ctx, tx, { action: 'service.archive', subjectType: 'service', subjectId: id })
    return getService(ctx, { id }, tx)
  })
}
