import type { Queryable } from '@foyer/db/client'
import { breakers } from '@foyer/db/schema'
import type { BreakerReason } from '@foyer/shared/breakers'
import type { Platform } from '@foyer/shared/platforms'
import { and, eq, ne } from 'drizzle-orm'
import { platformScope } from './scopes.ts'

/** Why a platform is asked for nothing on anybody's behalf, and until when; null while calls go through. */
export async function findPlatformHold(
  db: Queryable,
  platform: Platform,
): Promise<{ reason: BreakerReason; until: Date } | null> {
  const [found] = await db
    .select({ reason: breakers.reason, until: breakers.openUntil })
    .from(breakers)
    .where(and(eq(breakers.scope, platformScope(platform)), ne(breakers.state, 'closed')))
  return found?.reason && found.until ? { reason: found.reason, until: found.until } : null
}
