import type { Transaction } from '@foyer/db/client'
import { meetings, sessions } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'

/**
 * The meeting of a coming session, locked, for the session's provider and for admins. Throws `sign_in_required`,
 * `meeting_not_found` for anybody else, and `session_over` when there is nothing left to change.
 */
export async function lockOwnMeeting(
  ctx: Context,
  tx: Transaction,
  sessionId: string,
): Promise<typeof meetings.$inferSelect> {
  const { actor } = ctx
  if (actor.kind === 'system') throw new FoyerError('sign_in_required')
  const isTheirs = actor.kind === 'admin' ? undefined : eq(sessions.providerId, actor.userId)
  const [found] = await tx
    .select({ meeting: meetings, status: sessions.status, endsAt: sessions.endsAt })
    .from(sessions)
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(and(eq(sessions.id, sessionId), isTheirs))
    .for('no key update')
  if (!found) throw new FoyerError('meeting_not_found')
  if (found.status !== 'scheduled' || found.endsAt <= ctx.now()) throw new FoyerError('session_over')
  return found.meeting
}
