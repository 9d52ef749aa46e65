import type { Transaction } from '@foyer/db/client'
import { providers, users } from '@foyer/db/schema'
import type { SetUserRoleInput } from '@foyer/shared/admin-schema'
import { FoyerError } from '@foyer/shared/errors'
import { asc, eq, or } from 'drizzle-orm'
import { insertProvider } from '../accounts/become-provider.ts'
import { requireRole } from '../accounts/signed-in.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'

/**
 * Gives somebody else another role; a new provider gets a public page. Nobody changes their own role, so the admin who acts
 * stays one: there is always an admin left. Throws `role_required`, `user_not_found`, `role_own`, or `role_unfit` for
 * making somebody a customer whose time can be booked.
 */
export async function setUserRole(ctx: Context, { userId, role }: SetUserRoleInput): Promise<{ ok: true }> {
  const admin = requireRole(ctx, 'admin')
  if (userId === admin.userId) throw new FoyerError('role_own')
  await ctx.db.transaction(async (tx) => {
    const user = await lockUser(tx, admin.userId, userId)
    if (user.role === role) return
    const [provider] = await tx.select({ id: providers.id }).from(providers).where(eq(providers.id, userId))
    if (role === 'customer' && provider) throw new FoyerError('role_unfit')
    if (role === 'provider' && !provider) await insertProvider(tx, user, null)
    await tx.update(users).set({ role }).where(eq(users.id, userId))
    const data = { before: user.role, role }
    await writeAudit(ctx, tx, { action: 'user.set_role', subjectType: 'user', subjectId: userId, data })
  })
  return { ok: true }
}

/** Both are locked in the order of their ids: of two admins who dismiss each other, the second finds that it is none any more. */
async function lockUser(tx: Transaction, adminId: string, userId: string) {
  const rows = await tx
    .select({ id: users.id, name: users.name, timeZone: users.timeZone, role: users.role })
    .from(users)
    .where(or(eq(users.id, adminId), eq(users.id, userId)))
    .orderBy(asc(users.id))
    .for('no key update')
  if (rows.find(({ id }) => id === adminId)?.role !== 'admin') throw new FoyerError('role_required')
  const user = rows.find(({ id }) => id === userId)
  if (!user) throw new FoyerError('user_not_found')
  return user
}
