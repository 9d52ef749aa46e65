import type { Queryable } from '@foyer/db/client'
import { availabilityOverrides, availabilityRules } from '@foyer/db/schema'
import type { Availability } from '@foyer/shared/availability'
import { asc, eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import type { Context } from '../context.ts'

/** The hours of whoever acts. Throws `sign_in_required` or `role_required`. */
export async function getAvailability(ctx: Context, db: Queryable = ctx.db): Promise<Availability> {
  const { id, timeZone } = await requireProvider(ctx, db)
  const rules = await db
    .select({ weekday: availabilityRules.weekday, start: availabilityRules.start, end: availabilityRules.end })
    .from(availabilityRules)
    .where(eq(availabilityRules.providerId, id))
    .orderBy(asc(availabilityRules.weekday), asc(availabilityRules.start))
  const overrides = await db
    .select({ date: availabilityOverrides.date, intervals: availabilityOverrides.intervals })
    .from(availabilityOverrides)
    .where(eq(availabilityOverrides.providerId, id))
    .orderBy(asc(availabilityOverrides.date))
  return { timeZone, rules, overrides }
}
