import type { Platform } from '@foyer/shared/platforms'
import type { HappeningKind } from './plan-happenings.ts'
import type { Act } from './plan-stories.ts'

/** One thing somebody did, and how it was answered. */
export interface DoneAct {
  story: number
  kind: string
  act: Act
  /** From the start of the run. */
  atMs: number
  tookMs: number
  /** `failed`: no answer, or one of 500 and above; it was then tried again. `skipped`: there was nothing to do it to. */
  outcome: 'answered' | 'refused' | 'failed' | 'skipped'
  code?: string | undefined
}

/** A session that people believe in because they were told it stands. */
export interface Promised {
  bookingId: string
  isGivenUp: boolean
}

/** How often a fault was there, and how many calls met it. */
interface Met {
  times: number
  calls: number
}

/** Counts one more fault that met so many calls. */
export function countFault<Key>(faults: Map<Key, Met>, key: Key, calls: number): void {
  const before = faults.get(key) ?? { times: 0, calls: 0 }
  faults.set(key, { times: before.times + 1, calls: before.calls + calls })
}

/** What the driver of a run did and saw while it ran. */
export interface RunRecord {
  acts: DoneAct[]
  promised: Map<string, Promised>
  /** Session ids whose event was changed by hand. */
  editedByHand: Set<string>
  happened: Map<HappeningKind, Met>
  /** The same by where the provider meets whom it struck; what strikes our own processes is not among it. */
  struck: Map<Platform, Met>
  /** When our own database was unreachable or connections to it were cut, from the start of the run. */
  databaseTroubles: { fromMs: number; toMs: number }[]
  slowestReplacementMs: number
  uncleanReplacements: number
}

export const newRecord = (): RunRecord => ({
  acts: [],
  promised: new Map(),
  editedByHand: new Set(),
  happened: new Map(),
  struck: new Map(),
  databaseTroubles: [],
  slowestReplacementMs: 0,
  uncleanReplacements: 0,
})
