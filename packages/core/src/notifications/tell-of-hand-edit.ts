import type { Transaction } from '@foyer/db/client'
import { type meetings, services, sessions } from '@foyer/db/schema'
import type { HandEditReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { notify } from './notify.ts'

const WHAT: Record<HandEditReason, string> = { removed_by_hand: 'was removed', moved_by_hand: 'was moved' }

/** Asks the provider what is to become of a room that was changed at the platform; nobody else is told of it. */
export async function tellOfHandEdit(
  ctx: Context,
  tx: Transaction,
  { sessionId, platform, attemptEpoch }: typeof meetings.$inferSelect,
  reason: HandEditReason,
): Promise<void> {
  const { title, userId, startsAt } = onlyRow(
    await tx
      .select({ title: services.title, userId: sessions.providerId, startsAt: sessions.startsAt })
      .from(sessions)
      .innerJoin(services, eq(services.id, sessions.serviceId))
      .where(eq(sessions.id, sessionId)),
  )
  await notify(ctx, tx, {
    userId,
    kind: 'changed_by_hand',
    // Found under a claim, so no two changes of one meeting share this.
    dedupeKey: `changed_by_hand:${sessionId}:${attemptEpoch}`,
    title: `“${title}” ${WHAT[reason]} at ${PLATFORM_COMPANIES[platform]}: what is to be done?`,
    path: `/sessions/${sessionId}`,
    data: { sessionId, startsAt: startsAt.toISOString() },
  })
}
