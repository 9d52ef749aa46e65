import type { Core } from '../context.ts'
import { adoptUnseenSessions } from './adopt-unseen-sessions.ts'
import { findLostJobs } from './find-lost-jobs.ts'
import { followChangedSessions } from './follow-changed-sessions.ts'
import { lookUpUnknownOutcomes } from './look-up-unknown-outcomes.ts'

const SWEEPS = [findLostJobs, adoptUnseenSessions, followChangedSessions, lookUpUnknownOutcomes] as const

/**
 * Finds again every meeting that the rows ask for and that nobody would bring in line, however that came about. Safe at
 * any time and twice. Returns how many it found. One sweep that fails does not keep the others from running; what it
 * threw is thrown at the end.
 */
export async function sweepMeetings(core: Core): Promise<number> {
  const failures: unknown[] = []
  let found = 0
  for (const sweep of SWEEPS) {
    try {
      found += await sweep(core)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return found
}
