import { freeStarts, type Stage } from '@foyer/scripts/lib/main-job'
import { median } from '@foyer/scripts/lib/statistics'
import type { ThrowAwayFoyer } from '@foyer/scripts/lib/throw-away-foyer'

const ROUNDS = 5
const CONFIRMS_PER_ROUND = 6
const SLOW_MS = 5000

export interface Confirmed {
  fast: number
  slow: number
  /** How many were made and confirmed on the way. */
  bookings: number
}

/** How long the confirm takes to answer with Google at 0 and at 5 s, in turn, so that both meet the same machine. */
export async function measureConfirm(foyer: ThrowAwayFoyer, stage: Stage): Promise<Confirmed> {
  const starts = await freeStarts(stage)
  const next = () => {
    const startsAt = starts.shift()
    if (!startsAt) throw new Error('Not enough free times.')
    return startsAt
  }
  const measureOne = async () => {
    const { id } = await stage.customer.api.bookings.create.mutate({ serviceId: stage.serviceId, startsAt: next() })
    const startedAt = performance.now()
    await stage.provider.api.bookings.confirm.mutate({ id })
    return performance.now() - startedAt
  }
  const measureRound = async (latencyMs: number) => {
    foyer.sandbox.latency.set({ rules: [{ operation: 'google.*', fixedMs: latencyMs }] })
    const times: number[] = []
    for (let count = 0; count < CONFIRMS_PER_ROUND; count += 1) times.push(await measureOne())
    return median(times)
  }
  await measureRound(0)
  const fast: number[] = []
  const slow: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    fast.push(await measureRound(0))
    slow.push(await measureRound(SLOW_MS))
  }
  return { fast: median(fast), slow: median(slow), bookings: (2 * ROUNDS + 1) * CONFIRMS_PER_ROUND }
}
