import { providers, users } from '@foyer/db/schema'
import type { UpdateAccountInput } from '@foyer/shared/account-schema'
import type { AccountDto } from '@foyer/shared/accounts'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { putBackHandEdits } from '../meetings/put-back-hand-edits.ts'
import { getAccount } from './get-account.ts'
import { requireProvider } from './require-provider.ts'
import { signedIn } from './signed-in.ts'

/**
 * Changes what people see of the account; an empty headline takes it away. The address of the public page stays, so that
 * links to it keep working. What was changed by hand and waits for an answer is put back as soon as that is what
 * the provider wants. Throws `sign_in_required`, and `role_required` for what only providers have.
 */
export async function updateAccount(ctx: Context, input: UpdateAccountInput): Promise<AccountDto> {
  const userId = signedIn(ctx)
  const { name, timeZone, headline, handEdits } = input
  return ctx.db.transaction(async (tx) => {
    await tx.update(users).set({ name, timeZone, updatedAt: ctx.now() }).where(eq(users.id, userId))
    if (headline !== undefined) {
      const provider = await requireProvider(ctx, tx)
      await tx
        .update(providers)
        .set({ headline: headline || null })
        .where(eq(providers.id, provider.id))
    }
    if (handEdits !== undefined) {
      const provider = await requireProvider(ctx, tx)
      await tx.update(providers).set({ handEdits }).where(eq(providers.id, provider.id))
      if (handEdits === 'repair') await putBackHandEdits(ctx, tx, provider.id)
    }
    await writeAudit(ctx, tx, {
      action: 'user.update',
      subjectType: 'user',
      subjectId: userId,
      data: { fields: Object.keys(input).join(' ') },
    })
    return getAccount(ctx, tx)
  })
}
