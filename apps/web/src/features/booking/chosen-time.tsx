import type { ReactNode } from 'react'
import { formatDayAndRange, formatOtherClock } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { zoneName } from '../../lib/zones.ts'
import { useReader } from '../../ui/reader.ts'

/** At the foot of the times: what is chosen on both clocks, and how to go on. */
export function ChosenTime(props: {
  chosen: { startsAt: string; endsAt: string } | null
  timeZone: string
  provider: { name: string; timeZone: string }
  action: ReactNode
}) {
  const { chosen, timeZone, provider, action } = props
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-5 sm:flex-row sm:items-center sm:justify-between [&>button]:max-sm:w-full">
      <div className="min-h-11">
        {chosen ? (
          <BothClocks {...chosen} timeZone={timeZone} provider={provider} />
        ) : (
          <p className="text-soft">Choose a time to go on.</p>
        )}
      </div>
      {action}
    </div>
  )
}

/** A time on the shown clock, and below on the provider's where that differs. */
export function BothClocks(props: {
  startsAt: string
  endsAt: string
  timeZone: string
  provider: { name: string; timeZone: string }
}) {
  const { startsAt, endsAt, timeZone, provider } = props
  const { locale } = useReader()
  const now = useNow()
  const shown = { locale, timeZone }
  const other = formatOtherClock(startsAt, provider.timeZone, shown)
  return (
    <div>
      <p className="font-medium">
        <time dateTime={startsAt}>{formatDayAndRange(startsAt, endsAt, now, shown)}</time>
      </p>
      <p className="text-small text-soft">
        {zoneName(timeZone)}
        {other && ` · ${other} for ${provider.name}`}
      </p>
    </div>
  )
}
