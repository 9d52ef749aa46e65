import type { Queryable } from '@foyer/db/client'
import { providers, users } from '@foyer/db/schema'
import type { AccountDto } from '@foyer/shared/accounts'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { signedIn } from './signed-in.ts'

/** Who is signed in. Throws `sign_in_required`, also for an account that no longer exists. */
export async function getAccount(ctx: Context, db: Queryable = ctx.db): Promise<AccountDto> {
  const [row] = await db
    .select({ user: users, slug: providers.slug, headline: providers.headline, handEdits: providers.handEdits })
    .from(users)
    .leftJoin(providers, eq(providers.id, users.id))
    .where(eq(users.id, signedIn(ctx)))
  if (!row) throw new FoyerError('sign_in_required')
  const { id, name, email, role, timeZone } = row.user
  return { id, name, email, role, timeZone, slug: row.slug, headline: row.headline, handEdits: row.handEdits }
}
