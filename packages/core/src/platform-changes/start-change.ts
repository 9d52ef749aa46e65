import type { Transaction } from '@foyer/db/client'
import { platformChangeItems, platformChanges } from '@foyer/db/schema'
import { type ErrorCode, FoyerError } from '@foyer/shared/errors'
import type { ChangeObstacle } from '@foyer/shared/platform-changes'
import { and, eq, inArray } from 'drizzle-orm'
import { platformOf } from '../connections/acting-provider.ts'
import { connectionNeed } from '../connections/require-connection.ts'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { changeNext, MOST_AT_ONCE } from './change-next.ts'
import { type Candidate, listCandidates, type WantedChange } from './change-scope.ts'
import { holdTarget } from './hold-target.ts'

/**
 * Writes down which coming sessions of a provider are to meet on another platform; a few are changed in this very
 * transaction, many by a job. Returns the change, or null where the scope holds nothing to change. Throws
 * `platform_unavailable` and `connection_required`.
 */
export async function startChange(
  ctx: Context,
  tx: Transaction,
  providerId: string,
  wanted: WantedChange,
): Promise<{ changeId: string | null; candidates: Candidate[] }> {
  const { platform, includeSoon = false } = wanted
  platformOf(ctx, platform)
  if (!(await holdTarget(ctx, tx, providerId, platform)))
    throw new FoyerError('connection_required', { ...connectionNeed(platform), field: 'platform' })
  const candidates = await listCandidates(ctx, tx, providerId, wanted)
  const chosen = candidates.filter(({ obstacle }) => obstacle === null)
  if (chosen.length === 0) return { changeId: null, candidates }
  const sessionIds = chosen.map(({ sessionId }) => sessionId)
  // Who changes their mind while many are still waiting has the last word.
  await tx
    .update(platformChangeItems)
    .set({ state: 'skipped' })
    .where(and(inArray(platformChangeItems.sessionId, sessionIds), eq(platformChangeItems.state, 'waiting')))
  const { changeId } = onlyRow(
    await tx
      .insert(platformChanges)
      .values({
        providerId,
        platform,
        includeSoon,
        startedBy: ctx.actor.kind === 'system' ? null : ctx.actor.userId,
        startedAt: ctx.now(),
      })
      .returning({ changeId: platformChanges.id }),
  )
  await tx
    .insert(platformChangeItems)
    .values(sessionIds.map((sessionId, position) => ({ changeId, sessionId, position })))
  if (chosen.length <= MOST_AT_ONCE) await changeNext(ctx, tx, changeId)
  else await ctx.queue.enqueue(tx, 'platform.change', {})
  return { changeId, candidates }
}

const REFUSALS: Record<ChangeObstacle, ErrorCode> = {
  same: 'platform_unchanged',
  begun: 'session_begun',
  soon: 'session_soon',
  byHand: 'platform_unchanged',
}

const BY_HAND = { message: 'What is left has links that were set by hand. Choose those sessions to change them.' }

/** Why nothing was changed at all, by what speaks against the most urgent one. */
export function refusalOf(candidates: readonly Candidate[]): FoyerError {
  const obstacles = candidates.flatMap(({ obstacle }) => obstacle ?? [])
  const first = obstacles.find((obstacle) => obstacle !== 'same') ?? obstacles[0]
  return new FoyerError(first ? REFUSALS[first] : 'session_over', first === 'byHand' ? BY_HAND : {})
}
