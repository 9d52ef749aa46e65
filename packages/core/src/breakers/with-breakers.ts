import { breakers } from '@foyer/db/schema'
import { PlatformError } from '@foyer/meetings/platform'
import { and, inArray, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Hold } from './decide-breaker.ts'
import { enterBreakers } from './enter-breakers.ts'
import { leaveBreakers } from './leave-breakers.ts'
import { readOutcome } from './read-outcome.ts'
import { type BreakerTarget, scopesOf } from './scopes.ts'

/** The code of a failure that stands for a call that was not made. */
export const HELD_BACK = 'held_back'

/** Thrown in place of a call that is held back: nothing was sent. `retryAt` is when it may be. */
class HeldBack extends PlatformError {
  constructor({ reason, until }: Hold) {
    super({ kind: reason, code: HELD_BACK, retryAt: until })
  }
}

/**
 * Makes a call to a platform that belongs to no step of a meeting, unless it is held back. `startsAt` is the start of
 * the session that it is for; null for none. Throws `PlatformError` with the code
 * `held_back`, and what the call throws.
 */
export async function withBreakers<Result>(
  ctx: Context,
  target: BreakerTarget,
  startsAt: Date | null,
  call: () => Promise<Result>,
): Promise<Result> {
  const entry = await enterBreakers(ctx, target, startsAt)
  if (!entry.go) throw new HeldBack(entry)
  try {
    const result = await call()
    await leaveBreakers(ctx, entry.pass, { outcome: 'answered', isTroubled: false })
    return result
  } catch (error) {
    const outcome = error instanceof PlatformError ? readOutcome(error.failure) : 'nothing'
    await leaveBreakers(ctx, entry.pass, { outcome, isTroubled: false })
    throw error
  }
}

/** Whether calls are held back at all, for what is only done ahead of time and had better wait for quiet. */
export async function isHeldBack({ db }: Pick<Context, 'db'>, target: BreakerTarget): Promise<boolean> {
  return (await db.$count(breakers, and(inArray(breakers.scope, scopesOf(target)), ne(breakers.state, 'closed')))) > 0
}
