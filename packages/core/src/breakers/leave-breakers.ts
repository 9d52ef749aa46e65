import type { Transaction } from '@foyer/db/client'
import { breakers, connections } from '@foyer/db/schema'
import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { afterCall, type Breaker, type CallOutcome, decideBreaker, type Hold } from './decide-breaker.ts'
import type { Pass } from './enter-breakers.ts'
import { markHeld } from './mark-held.ts'
import { type BreakerRow, connectionScope, scopesOf, toBreaker } from './scopes.ts'
import { wakeMeetings } from './wake-meetings.ts'

export interface EndOfCall {
  outcome: CallOutcome
  /** The connection is shown as in trouble, which an answer ends. */
  isTroubled: boolean
}

interface Change {
  scope: string
  before: Breaker
  /** Null: closed, and nothing is remembered. */
  after: Breaker | null
}

/**
 * Tells the breakers how a call ended, and wakes what waited for those that close. An answer costs nothing where nothing
 * had failed. Returns how the next call for the same session is held back; null when it is not.
 */
export async function leaveBreakers(
  ctx: Context,
  pass: Pass,
  { outcome, isTroubled }: EndOfCall,
): Promise<Hold | null> {
  if (outcome === 'nothing' && pass.probes.size === 0) return null
  if (outcome === 'answered' && !pass.hasRows && !isTroubled) return null
  const changes = await ctx.db.transaction((tx) => change(ctx, tx, pass, outcome))
  for (const { scope, before, after } of changes)
    if (before.state !== 'closed' && !after) await wakeMeetings(ctx, scope)
  const refusals = changes
    .flatMap(({ after }) => (after ? [decideBreaker(after, { startsAt: pass.startsAt, now: ctx.now() })] : []))
    .flatMap((passage) => (passage.go ? [] : [passage]))
  return refusals.toSorted((one, other) => other.until.getTime() - one.until.getTime())[0] ?? null
}

async function change(ctx: Context, tx: Transaction, pass: Pass, outcome: CallOutcome): Promise<Change[]> {
  const { target, probes } = pass
  const { connectionId } = target
  // The connection before its breakers, as everywhere that locks both.
  await tx.select({ id: connections.id }).from(connections).where(eq(connections.id, connectionId)).for('no key update')
  const rows = await (typeof outcome === 'string' ? lock : plant)(tx, scopesOf(target))
  const changes = rows.map((row) => {
    const before = toBreaker(row)
    const call = { outcome, connectionId, now: ctx.now(), random: ctx.random() }
    return {
      scope: row.scope,
      before,
      after: afterCall(before, { ...call, probeEpoch: probes.get(row.scope) ?? null }),
    }
  })
  for (const one of changes) if (one.after !== one.before) await write(tx, one)
  const own = changes.find(({ scope }) => scope === connectionScope(connectionId))?.after
  if (own && own.state !== 'closed') await markHeld(ctx, tx, connectionId, own)
  else if (outcome === 'answered') await markHeld(ctx, tx, connectionId, null)
  return changes
}

const lock = (tx: Transaction, scopes: string[]): Promise<BreakerRow[]> =>
  tx.select().from(breakers).where(inArray(breakers.scope, scopes)).orderBy(asc(breakers.scope)).for('no key update')

/** The rows of a failure, made where there are none, and locked. */
const plant = (tx: Transaction, scopes: string[]): Promise<BreakerRow[]> =>
  tx
    .insert(breakers)
    .values(scopes.map((scope) => ({ scope })))
    .onConflictDoUpdate({ target: breakers.scope, set: { scope: sql`excluded.scope` } })
    .returning()

async function write(tx: Transaction, { scope, after }: Change): Promise<void> {
  const isOurs = eq(breakers.scope, scope)
  if (!after) {
    await tx.delete(breakers).where(isOurs)
    return
  }
  const { kind: _inTheScope, ...row } = after
  await tx.update(breakers).set(row).where(isOurs)
}
