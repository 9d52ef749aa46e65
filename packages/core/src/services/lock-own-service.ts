import type { Transaction } from '@foyer/db/client'
import { services } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import type { Context } from '../context.ts'
import type { ServiceRow } from './service-dto.ts'

/**
 * A live service of whoever acts, locked against other changes of it.
 * Throws `sign_in_required`, `role_required`, `service_not_found` (also for somebody else's) or `service_archived`.
 */
export async function lockOwnService(ctx: Context, tx: Transaction, id: string): Promise<ServiceRow> {
  const provider = await requireProvider(ctx, tx)
  const [service] = await tx
    .select()
    .from(services)
    .where(and(eq(services.id, id), eq(services.providerId, provider.id)))
    .for('no key update')
  if (!service) throw new FoyerError('service_not_found')
  if (service.archivedAt) throw new FoyerError('service_archived')
  return service
}
