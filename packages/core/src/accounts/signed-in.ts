import type { Role } from '@foyer/shared/accounts'
import { FoyerError } from '@foyer/shared/errors'
import type { Context } from '../context.ts'

/** A person as far as rules are concerned. */
export interface ActingUser {
  userId: string
  role: Role
}

/** The person who acts, or null for the system and for visitors. */
export const findActingUser = (ctx: Context): ActingUser | null =>
  ctx.actor.kind === 'system' ? null : { userId: ctx.actor.userId, role: ctx.actor.kind }

/** The person who acts. Throws `sign_in_required` when there is none. */
export function actingUser(ctx: Context): ActingUser {
  const user = findActingUser(ctx)
  if (!user) throw new FoyerError('sign_in_required')
  return user
}

/** The id of the person who acts. Throws `sign_in_required` when there is none. */
export const signedIn = (ctx: Context): string => actingUser(ctx).userId

/** The person who acts, in one of these roles. Throws `sign_in_required` or `role_required`. */
export function requireRole(ctx: Context, ...roles: Role[]): ActingUser {
  const user = actingUser(ctx)
  if (!roles.includes(user.role)) throw new FoyerError('role_required')
  return user
}
