import { sweepRuns } from '@foyer/db/schema'
import type { SweepName } from '@foyer/shared/sweeps'
import { sql } from 'drizzle-orm'
import { type Context, type Core, SYSTEM } from '../context.ts'

/**
 * Runs one sweep and records that it ran, how long it took and how much it found, so that a sweep that stopped is seen.
 * `sweep` returns how many it found. Throws what `sweep` throws, after the failure was counted.
 */
export async function runSweep(core: Core, name: SweepName, sweep: (ctx: Context) => Promise<number>): Promise<number> {
  const startedAt = performance.now()
  try {
    const found = await sweep({ ...core, actor: SYSTEM })
    await recordRun(core, name, found, Math.round(performance.now() - startedAt))
    return found
  } catch (error) {
    // Where the database itself is away there is nowhere to count it; the first error says more.
    await recordFailure(core, name).catch(() => {})
    throw error
  }
}

async function recordRun({ db, now }: Core, name: SweepName, found: number, durationMs: number): Promise<void> {
  const last = { ranAt: now(), durationMs, found }
  await db
    .insert(sweepRuns)
    .values({ name, ...last, foundTotal: found })
    .onConflictDoUpdate({
      target: sweepRuns.name,
      set: { ...last, foundTotal: sql`${sweepRuns.foundTotal} + ${found}` },
    })
}

async function recordFailure({ db, now }: Core, name: SweepName): Promise<void> {
  const failedAt = now()
  await db
    .insert(sweepRuns)
    .values({ name, failedAt, failures: 1 })
    .onConflictDoUpdate({
      target: sweepRuns.name,
      set: { failedAt, failures: sql`${sweepRuns.failures} + 1` },
    })
}
