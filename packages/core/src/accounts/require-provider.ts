import type { Queryable } from '@foyer/db/client'
import { providers } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { signedIn } from './signed-in.ts'

export type ProviderRow = typeof providers.$inferSelect

/**
 * The public side of whoever acts. It is the row that counts, not the role: an admin may offer time as well, and a role
 * remembered since sign-in may be old. Throws `sign_in_required` or `role_required`.
 */
export async function requireProvider(ctx: Context, db: Queryable = ctx.db): Promise<ProviderRow> {
  const [provider] = await db
    .select()
    .from(providers)
    .where(eq(providers.id, signedIn(ctx)))
  if (!provider) throw new FoyerError('role_required', { message: 'Only providers can do this. Become one first.' })
  return provider
}
