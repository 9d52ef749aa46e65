import type { Transaction } from '@foyer/db/client'
import { meetings, services, sessions } from '@foyer/db/schema'
import { HAND_EDIT_REASONS } from '@foyer/shared/meetings'
import { and, eq, gt, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

/**
 * Wants the coming rooms of a service brought in line with what it says of its rooms, the next one first: all of them, or
 * those that lack a setting, for which the platform is asked once more. What waits for its provider's word waits on.
 */
export async function followService(
  ctx: Context,
  tx: Transaction,
  { serviceId, which }: { serviceId: string; which: 'all' | 'lacking' },
): Promise<void> {
  const coming = await tx
    .select({ id: meetings.id, sessionId: meetings.sessionId, platform: meetings.platform })
    .from(meetings)
    .innerJoin(sessions, eq(sessions.id, meetings.sessionId))
    .where(
      and(
        eq(sessions.serviceId, serviceId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.endsAt, ctx.now()),
        eq(meetings.source, 'platform'),
        which === 'lacking' ? sql`${meetings.droppedSettings} <> '[]'` : undefined,
        or(isNull(meetings.reason), notInArray(meetings.reason, [...HAND_EDIT_REASONS])),
      ),
    )
    .orderBy(sessions.startsAt)
  if (coming.length === 0) return
  const ids = coming.map(({ id }) => id)
  await tx.update(meetings).set({ droppedSettings: [] }).where(inArray(meetings.id, ids))
  for (const { sessionId, platform } of coming) await wantMeeting(ctx, tx, { sessionId, platform })
}

/** The same for every service of a provider that says how its rooms are to be: what was missing for it was just allowed. */
export async function followServicesOf(ctx: Context, tx: Transaction, providerId: string): Promise<void> {
  const theirs = await tx
    .select({ id: services.id })
    .from(services)
    .where(and(eq(services.providerId, providerId), sql`${services.meetingSettings} <> '{}'`))
  for (const { id: serviceId } of theirs) await followService(ctx, tx, { serviceId, which: 'lacking' })
}
