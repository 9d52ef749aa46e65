import { meetings, services, sessions } from '@foyer/db/schema'
import { type JoinDto, ROOM_OPENS_MINUTES } from '@foyer/shared/sessions'
import { eq } from 'drizzle-orm'
import { findActingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { decideJoin } from './decide-join.ts'

/**
 * Where a join address leads now, for whoever holds it; the session's provider may enter earlier. Null when there is no
 * such address, or nothing to join because the session takes place in person.
 */
export async function findJoin(ctx: Context, input: { token: string }): Promise<JoinDto | null> {
  const [row] = await ctx.db
    .select({ session: sessions, meeting: meetings, platform: services.platform })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(eq(sessions.joinToken, input.token))
  if (!row || (!row.meeting && !row.platform)) return null
  const { session, meeting } = row
  const isProvider = findActingUser(ctx)?.userId === session.providerId
  const opensMinutes = ROOM_OPENS_MINUTES[isProvider ? 'provider' : 'customer']
  const decision = decideJoin({ session, meeting, opensMinutes, now: ctx.now() })
  const sessionId = session.id
  return decision.status === 'early'
    ? { status: 'early', sessionId, opensAt: decision.opensAt.toISOString() }
    : { ...decision, sessionId }
}
