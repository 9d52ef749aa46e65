import type { Queryable } from '@foyer/db/client'
import { bookings, services, sessions } from '@foyer/db/schema'
import type { ChangePlatformInput } from '@foyer/shared/platform-change-schema'
import { CHANGE_OBSTACLES, type PlatformChangePreviewDto } from '@foyer/shared/platform-changes'
import { and, countDistinct, eq, inArray, isNull, or } from 'drizzle-orm'
import { hasUsableConnection } from '../connections/require-connection.ts'
import type { Context } from '../context.ts'
import { type Candidate, listCandidates, providerOf } from './change-scope.ts'

/** What a change of platform would do, without doing anything. Throws as `providerOf`. */
export async function previewChange(ctx: Context, input: ChangePlatformInput): Promise<PlatformChangePreviewDto> {
  const { db } = ctx
  const { platform } = input
  const providerId = await providerOf(ctx, db, input)
  const candidates = await listCandidates(ctx, db, providerId, input)
  const change = candidates.filter(({ obstacle }) => obstacle === null)
  return {
    platform,
    isAvailable: ctx.platforms[platform] !== undefined,
    isConnected: ctx.platforms[platform] !== undefined && (await hasUsableConnection(db, providerId, platform)),
    change: change.length,
    left: countObstacles(candidates),
    people: await countPeople(db, change),
  }
}

function countObstacles(candidates: readonly Candidate[]): PlatformChangePreviewDto['left'] {
  const left = { same: 0, begun: 0, soon: 0, byHand: 0 } satisfies PlatformChangePreviewDto['left']
  for (const obstacle of CHANGE_OBSTACLES) left[obstacle] = candidates.filter((one) => one.obstacle === obstacle).length
  return left
}

async function countPeople(db: Queryable, change: readonly Candidate[]): Promise<number> {
  if (change.length === 0) return 0
  const ids = change.map(({ sessionId }) => sessionId)
  const [counted] = await db
    .select({ people: countDistinct(bookings.customerId) })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(
      bookings,
      or(
        eq(bookings.sessionId, sessions.id),
        and(isNull(bookings.sessionId), eq(bookings.serviceId, services.id), eq(services.kind, 'course')),
      ),
    )
    .where(and(inArray(sessions.id, ids), eq(bookings.status, 'confirmed')))
  return counted?.people ?? 0
}
