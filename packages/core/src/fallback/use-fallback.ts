import { services, sessions } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { lockOwnMeeting } from '../meetings/lock-own-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { nextStep } from './plan-fallback.ts'
import { takeStep, usablePlatforms } from './take-step.ts'

/**
 * Takes the next step of the service's chain now, whatever the time and whether or not there is a link, for the
 * session's provider and admins. Throws as `lockOwnMeeting`, and `fallback_missing` when no room or platform is left.
 */
export async function useFallback(ctx: Context, input: { sessionId: string }): Promise<{ ok: true }> {
  await ctx.db.transaction(async (tx) => {
    const meeting = await lockOwnMeeting(ctx, tx, input.sessionId)
    const { providerId, fallback } = onlyRow(
      await tx
        .select({ providerId: sessions.providerId, fallback: services.fallback })
        .from(sessions)
        .innerJoin(services, eq(services.id, sessions.serviceId))
        .where(eq(sessions.id, input.sessionId)),
    )
    const next = nextStep(meeting, fallback, await usablePlatforms(ctx, tx, providerId))
    if (meeting.source !== 'platform' || !next || next.step.kind === 'person') throw new FoyerError('fallback_missing')
    await takeStep(ctx, tx, meeting, next)
  })
  return { ok: true }
}
