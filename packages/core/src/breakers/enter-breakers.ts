import { breakers } from '@foyer/db/schema'
import { asc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { decideBreaker, type Hold, takeProbe } from './decide-breaker.ts'
import { type BreakerRow, type BreakerTarget, scopesOf, toBreaker } from './scopes.ts'

/** The right to make one call; its outcome has to be told to `leaveBreakers`. */
export interface Pass {
  target: BreakerTarget
  /** Start of the session that the call is for; null for none. */
  startsAt: Date | null
  /** False: nothing has failed lately, so that an answer need not be remembered. */
  hasRows: boolean
  /** Scope and epoch of each breaker that this call is the probe of. */
  probes: ReadonlyMap<string, number>
}

export type Entry = { go: true; pass: Pass } | ({ go: false } & Hold)

/**
 * Asks whether a platform may be called for a connection now. Where nothing has failed lately that is one read; where
 * something is held back, one caller alone goes through when the time has come.
 */
export async function enterBreakers(ctx: Context, target: BreakerTarget, startsAt: Date | null): Promise<Entry> {
  const isOurs = inArray(breakers.scope, scopesOf(target))
  const asked = { startsAt, now: ctx.now() }
  const seen = await ctx.db.select().from(breakers).where(isOurs)
  const hasRows = seen.length > 0
  const passWith = (probes: Pass['probes']): Entry => ({ go: true, pass: { target, startsAt, hasRows, probes } })
  if (seen.every(({ state }) => state === 'closed')) return passWith(new Map())
  const refusal = refusalOf(seen, asked)
  if (refusal) return refusal
  return ctx.db.transaction(async (tx) => {
    const locked = await tx.select().from(breakers).where(isOurs).orderBy(asc(breakers.scope)).for('no key update')
    const lateRefusal = refusalOf(locked, asked)
    if (lateRefusal) return lateRefusal
    const probes = new Map<string, number>()
    for (const row of locked) {
      const passage = decideBreaker(toBreaker(row), asked)
      if (!passage.go || !passage.asProbe) continue
      const { state, probeUntil, probeEpoch } = takeProbe(toBreaker(row), asked.now)
      await tx.update(breakers).set({ state, probeUntil, probeEpoch }).where(eq(breakers.scope, row.scope))
      probes.set(row.scope, probeEpoch)
    }
    return passWith(probes)
  })
}

/** The longest wait that any of them asks for; null when all let the call through. */
function refusalOf(
  rows: BreakerRow[],
  asked: { startsAt: Date | null; now: Date },
): Extract<Entry, { go: false }> | null {
  const refusals = rows.map((row) => decideBreaker(toBreaker(row), asked)).filter((passage) => !passage.go)
  return refusals.toSorted((one, other) => other.until.getTime() - one.until.getTime())[0] ?? null
}
