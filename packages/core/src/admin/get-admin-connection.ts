import { connections } from '@foyer/db/schema'
import type { AdminConnectionDto } from '@foyer/shared/admin'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { selectConnections, toAdminConnections } from './load-admin-connections.ts'

/** Somebody's connection. Throws `role_required` or `connection_not_found`. */
export async function getAdminConnection(ctx: Context, { id }: ById): Promise<AdminConnectionDto> {
  requireRole(ctx, 'admin')
  const [connection] = await toAdminConnections(ctx, await selectConnections(ctx, eq(connections.id, id), 1))
  if (!connection) throw new FoyerError('connection_not_found', { message: 'There is no such connection.' })
  return connection
}
