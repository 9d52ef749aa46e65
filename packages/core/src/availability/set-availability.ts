import { availabilityOverrides, availabilityRules, providers } from '@foyer/db/schema'
import type { Availability } from '@foyer/shared/availability'
import { eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { getAvailability } from './get-availability.ts'
import { normaliseAvailability } from './normalise-availability.ts'

/**
 * Replaces the hours of whoever acts as a whole; what is booked stays booked. Returns them sorted and joined.
 * Throws `sign_in_required` or `role_required`.
 */
export async function setAvailability(ctx: Context, input: Availability): Promise<Availability> {
  const { timeZone, rules, overrides } = normaliseAvailability(input)
  return ctx.db.transaction(async (tx) => {
    const { id: providerId } = await requireProvider(ctx, tx)
    // First of all, because it also locks the row: of two that save at once the later one wins as a whole.
    await tx.update(providers).set({ timeZone }).where(eq(providers.id, providerId))
    await tx.delete(availabilityRules).where(eq(availabilityRules.providerId, providerId))
    await tx.delete(availabilityOverrides).where(eq(availabilityOverrides.providerId, providerId))
    if (rules.length > 0) await tx.insert(availabilityRules).values(rules.map((rule) => ({ providerId, ...rule })))
    if (overrides.length > 0) {
      await tx.insert(availabilityOverrides).values(overrides.map((override) => ({ providerId, ...override })))
    }
    await writeAudit(ctx, tx, {
      action: 'availability.set',
      subjectType: 'user',
      subjectId: providerId,
      data: { timeZone, rules: rules.length, overrides: overrides.length },
    })
    return getAvailability(ctx, tx)
  })
}
