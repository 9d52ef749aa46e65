import type { Transaction } from '@foyer/db/client'
import { providers } from '@foyer/db/schema'
import { violatedConstraint } from '@foyer/db/violations'
import { type ErrorCode, FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** What a constraint that settled a race says to the loser. */
const REFUSALS: Record<string, ErrorCode> = {
  taken_times_no_overlap: 'slot_taken',
  bookings_one_place_per_session: 'booking_exists',
}

/**
 * Runs a change of a provider's bookings and sessions in one transaction, one after the other per provider: that makes
 * checks of time and seats exact, and there is only one lock, so none can wait for each other. Whatever comes around it
 * (SQL, an import) still meets the constraints. Throws `slot_taken` or `booking_exists` when one of them refuses.
 */
export async function changeCalendar<Result>(
  ctx: Context,
  providerId: string,
  change: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await ctx.db.transaction(async (tx) => {
      // Weaker than FOR UPDATE: rows that only refer to the provider can still be written meanwhile.
      await tx.select({ id: providers.id }).from(providers).where(eq(providers.id, providerId)).for('no key update')
      return await change(tx)
    })
  } catch (error) {
    const code = REFUSALS[violatedConstraint(error) ?? '']
    throw code ? new FoyerError(code) : error
  }
}
