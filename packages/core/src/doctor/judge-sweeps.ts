import type { Finding } from '@foyer/shared/doctor'
import type { SweepDto } from '@foyer/shared/sweeps'
import { clockOf, finding, plural, spanOf } from './words.ts'

/** What nobody looks for any more, or looks for in vain. */
export function judgeSweeps(sweeps: SweepDto[], now: Date): Finding[] {
  const found = sweeps.flatMap((sweep) => judgeSweep(sweep, now))
  if (found.length > 0) return found
  return [finding({ area: 'queue', what: `All ${sweeps.length} sweeps run as planned.` })]
}

function judgeSweep({ name, ranAt, failedAt, failures, isLate }: SweepDto, now: Date): Finding[] {
  const hasFailedSince = failedAt !== null && (ranAt === null || failedAt > ranAt)
  if (hasFailedSince)
    return [
      finding({
        area: 'queue',
        severity: 'problem',
        who: 'operator',
        what: `The sweep ${name} failed ${clockOf(new Date(failedAt))}, ${plural(failures, 'time')} in all.`,
        nextStep: 'See the log of the worker.',
      }),
    ]
  if (!isLate) return []
  const since = ranAt ? `has not run for ${spanOf(now.getTime() - Date.parse(ranAt))}` : 'has never run'
  return [
    finding({
      area: 'queue',
      severity: 'problem',
      who: 'operator',
      what: `The sweep ${name} ${since}: no worker does it.`,
      nextStep: 'Start the worker; with `npm start` it comes along. If it runs, see its log.',
    }),
  ]
}
