import { connections } from '@foyer/db/schema'
import type { AdminConnectionDto } from '@foyer/shared/admin'
import type { ListAdminConnectionsInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { and, notInArray } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { selectConnections, toAdminConnections } from './load-admin-connections.ts'

/** Everybody's connections, the latest change of status first. Throws `role_required`, or `input_invalid` for a foreign cursor. */
export async function listAdminConnections(
  ctx: Context,
  { needsSomebody, cursor }: ListAdminConnectionsInput,
): Promise<Page<AdminConnectionDto>> {
  requireRole(ctx, 'admin')
  const where = and(
    needsSomebody ? notInArray(connections.status, [...USABLE_CONNECTION_STATUSES]) : undefined,
    behind(cursor, { at: connections.statusChangedAt, id: connections.id }, 'descending'),
  )
  const rows = await selectConnections(ctx, where, PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ statusChangedAt, id }) => ({ at: statusChangedAt, id }))
  return { items: await toAdminConnections(ctx, items), nextCursor }
}
