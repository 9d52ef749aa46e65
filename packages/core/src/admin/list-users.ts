import { providers, users } from '@foyer/db/schema'
import type { AdminUserDto } from '@foyer/shared/admin'
import type { ListUsersInput } from '@foyer/shared/admin-schema'
import type { Page } from '@foyer/shared/common-schema'
import { and, desc, eq, ilike, or, sql } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { escapeLike } from '../like.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'

/** Everybody with an account, the newest first, or those whose name or e-mail holds the search. Throws `role_required`, or `input_invalid` for a foreign cursor. */
export async function listUsers(ctx: Context, { search, cursor }: ListUsersInput): Promise<Page<AdminUserDto>> {
  requireRole(ctx, 'admin')
  const pattern = `%${escapeLike(search ?? '')}%`
  const rows = await ctx.db
    .select(adminUserColumns)
    .from(users)
    .leftJoin(providers, eq(providers.id, users.id))
    .where(
      and(
        search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
        behind(cursor, { at: users.createdAt, id: users.id }, 'descending'),
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map((user) => ({ ...user, createdAt: user.createdAt.toISOString() })), nextCursor }
}

const adminUserColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  offersSessions: sql<boolean>`${providers.id} is not null`,
  createdAt: users.createdAt,
}
