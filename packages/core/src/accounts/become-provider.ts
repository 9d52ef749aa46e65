import type { Transaction } from '@foyer/db/client'
import { providers, users } from '@foyer/db/schema'
import type { BecomeProviderInput } from '@foyer/shared/account-schema'
import type { AccountDto } from '@foyer/shared/accounts'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq, like } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { escapeLike } from '../like.ts'
import { getAccount } from './get-account.ts'
import { freeSlug, slugOf } from './slug.ts'

/**
 * Gives the signed-in person a public page from which time can be booked; an admin stays admin.
 * Throws `sign_in_required`, or `provider_exists` when there is one already.
 */
export async function becomeProvider(ctx: Context, input: BecomeProviderInput): Promise<AccountDto> {
  return ctx.db.transaction(async (tx) => {
    const account = await getAccount(ctx, tx)
    const slug = await insertProvider(tx, account, input.headline || null)
    await tx
      .update(users)
      .set({ role: 'provider' })
      .where(and(eq(users.id, account.id), eq(users.role, 'customer')))
    await writeAudit(ctx, tx, {
      action: 'user.become_provider',
      subjectType: 'user',
      subjectId: account.id,
      data: { slug },
    })
    return getAccount(ctx, tx)
  })
}

/**
 * Adds the public side and returns its slug. Two people of one name may ask at the same moment: whoever loses the unique
 * index takes the next number. Throws `provider_exists`.
 */
export async function insertProvider(
  tx: Transaction,
  account: Pick<AccountDto, 'id' | 'name' | 'timeZone'>,
  headline: string | null,
): Promise<string> {
  const { id, name, timeZone } = account
  const wished = slugOf(name)
  for (;;) {
    const similar = await tx
      .select({ slug: providers.slug })
      .from(providers)
      .where(like(providers.slug, `${escapeLike(wished)}%`))
    const slug = freeSlug(
      wished,
      similar.map((provider) => provider.slug),
    )
    const inserted = await tx
      .insert(providers)
      .values({ id, slug, headline, timeZone })
      .onConflictDoNothing()
      .returning({ id: providers.id })
    if (inserted.length > 0) return slug
    const [existing] = await tx.select({ id: providers.id }).from(providers).where(eq(providers.id, id))
    if (existing) throw new FoyerError('provider_exists')
  }
}
