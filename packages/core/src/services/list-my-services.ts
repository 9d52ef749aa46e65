import { services } from '@foyer/db/schema'
import type { ServiceDto } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { loadServices } from './service-dto.ts'

/** All services of whoever acts, archived ones included, oldest first. Throws `sign_in_required` or `role_required`. */
export async function listMyServices(ctx: Context): Promise<ServiceDto[]> {
  const provider = await requireProvider(ctx)
  return loadServices(ctx.db, eq(services.providerId, provider.id), actingUser(ctx))
}
