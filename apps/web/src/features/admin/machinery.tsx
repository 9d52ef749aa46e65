import type { AdminOverviewDto } from '@foyer/shared/admin'
import type { BreakerDto } from '@foyer/shared/breakers'
import type { SweepDto } from '@foyer/shared/sweeps'
import { formatClockSeconds } from '../../lib/time.ts'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { Status } from '../../ui/status.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { heldWords, isSweepInTrouble, sweepsSummary, sweepWords, waitingWords } from './machinery-copy.ts'

/** What holds calls back, and whether that which finds lost work again is at work itself. */
export function Machinery({ breakers, sweeps }: Pick<AdminOverviewDto, 'breakers' | 'sweeps'>) {
  const troubled = sweeps.filter(isSweepInTrouble)
  return (
    <Section title="Behind the links">
      {(breakers.length > 0 || troubled.length > 0) && (
        <ul className="divide-y divide-line border-b border-line">
          {breakers.map((breaker) => (
            <Held key={`${breaker.kind}-${breaker.platform}-${breaker.provider?.id ?? ''}`} breaker={breaker} />
          ))}
          {troubled.map((sweep) => (
            <Troubled key={sweep.name} sweep={sweep} />
          ))}
        </ul>
      )}
      <p className="pt-3 text-pretty text-soft">
        {breakers.length === 0 && 'No platform and no account is held back. '}
        {sweepsSummary(sweeps)}
      </p>
    </Section>
  )
}

function Held({ breaker }: { breaker: BreakerDto }) {
  const reader = useReader()
  const { what, why } = heldWords(breaker)
  const { state, openUntil } = breaker
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="font-medium">{what}</p>
        <p className="text-small text-pretty text-soft">
          {why} {waitingWords(breaker)}
          {state === 'open' && (
            <>
              ; one call is let through at <time dateTime={openUntil}>{formatClockSeconds(openUntil, reader)}</time>
            </>
          )}
          .
        </p>
      </div>
      <Status door="preparing">{state === 'open' ? 'Held back' : 'Trying again'}</Status>
    </li>
  )
}

function Troubled({ sweep }: { sweep: SweepDto }) {
  const { ranAt, isLate } = sweep
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="font-medium">{sweepWords(sweep)}</p>
        <p className="text-small text-soft">
          {ranAt ? (
            <>
              looked for last <RelativeTime at={ranAt} />
            </>
          ) : (
            'never looked for yet'
          )}
        </p>
      </div>
      <Status door="failed">{isLate ? 'Late' : 'Failed'}</Status>
    </li>
  )
}
