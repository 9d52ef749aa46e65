import type { Finding } from '@foyer/shared/doctor'
import { finding, plural, spanOf } from './words.ts'

/** How the queue is, by the clock of the database. */
export interface QueueFacts {
  /** False: its tables are not there. */
  isInstalled: boolean
  /** How long a worker has been connected; null when none is. */
  workerForMs: number | null
  newestJobAgeMs: number | null
  /** How long the oldest `meeting.sync` that should run has been waiting. */
  oldestDueSyncMs: number | null
  failedLastDay: { name: string; count: number }[]
  missingQueues: string[]
}

/** Scheduled jobs come round every few seconds. */
const QUIET_MS = 180_000
const STUCK_MS = 60_000

const WORKER = 'Start the worker; with `npm start` it comes along.'

/** What keeps jobs from being done. */
export function judgeQueue(queue: QueueFacts): Finding[] {
  const problem = (what: string, nextStep: string): Finding =>
    finding({ area: 'queue', severity: 'problem', who: 'operator', what, nextStep })
  if (!queue.isInstalled) return [problem('The tables of the queue are not there.', 'Run the migrations.')]
  const found: Finding[] = []
  const { workerForMs, newestJobAgeMs, oldestDueSyncMs, missingQueues, failedLastDay } = queue
  if (workerForMs === null) found.push(problem('No worker is connected, so no link is made.', WORKER))
  if (oldestDueSyncMs !== null && oldestDueSyncMs > STUCK_MS)
    found.push(
      problem(
        `A meeting has been due for ${spanOf(oldestDueSyncMs)} and nobody has taken it up.`,
        workerForMs === null ? WORKER : 'See the log of the worker; restart it if it says nothing.',
      ),
    )
  if (missingQueues.length > 0)
    found.push(problem(`Queues are missing: ${missingQueues.join(', ')}.`, 'Run the migrations.'))
  if (workerForMs !== null && workerForMs > QUIET_MS && (newestJobAgeMs ?? workerForMs) > QUIET_MS)
    found.push(
      problem(
        `The newest job is ${spanOf(newestJobAgeMs ?? workerForMs)} old though scheduled jobs come round every few seconds.`,
        'Restart the worker and see its log.',
      ),
    )
  for (const { name, count } of failedLastDay)
    found.push(
      finding({
        area: 'queue',
        severity: 'warning',
        who: 'operator',
        what: `${plural(count, 'job')} of the kind ${name} failed for good in the last day.`,
        nextStep: 'See the log of the worker; what was to be done is found again by the sweeps.',
      }),
    )
  if (found.length > 0) return found
  const newest = newestJobAgeMs === null ? 'there was no job yet' : `the newest job is ${spanOf(newestJobAgeMs)} old`
  return [finding({ area: 'queue', what: `A worker is connected, ${newest}, and nothing waits for long.` })]
}
