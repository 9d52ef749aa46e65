import type { Queryable } from '@foyer/db/client'
import { services } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import type { ServiceDto } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { findActingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { loadServices } from './service-dto.ts'

/** A live service, for anybody; an archived one for its provider and admins only. Throws `service_not_found`. */
export async function getService(ctx: Context, input: ById, db: Queryable = ctx.db): Promise<ServiceDto> {
  const [service] = await loadServices(db, eq(services.id, input.id), findActingUser(ctx))
  if (!service || (service.archived && service.settings === null)) throw new FoyerError('service_not_found')
  return service
}
