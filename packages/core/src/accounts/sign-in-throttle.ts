import { createHash } from 'node:crypto'
import { authRateLimits } from '@foyer/db/schema'
import { sql } from 'drizzle-orm'
import type { Core } from '../context.ts'

/** Attempts at one account from one address; more have to wait for the window's end. */
export const SIGN_IN_ATTEMPTS = { most: 15, windowMs: 5 * 60_000 } as const

/**
 * Counts an attempt to sign in and says how many seconds to wait, or 0. Counted by account and address together, so that
 * a stranger who guesses cannot lock the owner out. The key is a hash: the table holds no addresses.
 */
export async function countSignInAttempt(core: Core, attempt: { email: string; address: string }): Promise<number> {
  const now = core.now().getTime()
  const text = `${attempt.email.trim().toLowerCase()}|${attempt.address}`
  const key = `sign-in:${createHash('sha256').update(text).digest('base64url')}`
  const isOver = sql`${authRateLimits.lastRequest} <= ${now - SIGN_IN_ATTEMPTS.windowMs}`
  const [row] = await core.db
    .insert(authRateLimits)
    .values({ key, count: 1, lastRequest: now })
    .onConflictDoUpdate({
      target: authRateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${authRateLimits.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${now}::bigint else ${authRateLimits.lastRequest} end`,
      },
    })
    .returning({ count: authRateLimits.count, windowStart: authRateLimits.lastRequest })
  if (!row || row.count <= SIGN_IN_ATTEMPTS.most) return 0
  return Math.max(1, Math.ceil((row.windowStart + SIGN_IN_ATTEMPTS.windowMs - now) / 1000))
}
