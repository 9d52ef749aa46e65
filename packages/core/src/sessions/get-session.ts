import type { Queryable } from '@foyer/db/client'
import { sessions } from '@foyer/db/schema'
import type { ById } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import type { SessionDto } from '@foyer/shared/sessions'
import { eq } from 'drizzle-orm'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { loadSessions } from './load-sessions.ts'

/** A session, for its provider, those who booked it, and admins. Throws `sign_in_required` or `session_not_found`. */
export async function getSession(ctx: Context, input: ById, db: Queryable = ctx.db): Promise<SessionDto> {
  const [session] = await loadSessions(db, actingUser(ctx), { where: eq(sessions.id, input.id) })
  if (!session) throw new FoyerError('session_not_found')
  return session
}
