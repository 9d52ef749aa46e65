import { formatRelative } from '../lib/relative.ts'
import { formatDay, formatDayShort, formatOtherClock, formatRange } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { zoneName } from '../lib/zones.ts'
import { useReader } from './reader.ts'

type TimeProps = {
  startsAt: string
  endsAt: string
  /** The other person's zone; their clock is shown when it differs. */
  otherZone?: string | undefined
}

/** When a session is, in full: day and hours on the reader's clock, then zone, distance and the other's clock. */
export function Time({ startsAt, endsAt, otherZone }: TimeProps) {
  const reader = useReader()
  const now = useNow()
  const other = otherZone ? formatOtherClock(startsAt, otherZone, reader) : null
  const distance = formatRelative(startsAt, now, reader)
  const zone = [zoneName(reader.timeZone), distance].filter(Boolean).join(', ')
  return (
    <div>
      <p className="text-body">
        <time dateTime={startsAt}>
          {formatDay(startsAt, now, reader)},{' '}
          <span className="whitespace-nowrap">{formatRange(startsAt, endsAt, reader)}</span>
        </time>
      </p>
      <p className="text-small text-soft">{other ? `${zone} · ${other}` : zone}</p>
    </div>
  )
}

/** Day and hours in one short line, "Wed 25 Nov, 10:30 – 11:00"; without the day where a heading has it. */
export function ShortTime({ startsAt, endsAt, withDay = true }: TimeProps & { withDay?: boolean | undefined }) {
  const reader = useReader()
  const now = useNow()
  return (
    <time dateTime={startsAt} className="whitespace-nowrap">
      {withDay && `${formatDayShort(startsAt, now, reader)}, `}
      {formatRange(startsAt, endsAt, reader)}
    </time>
  )
}

/** How far away something is, kept up to date: "in 23 min". Falls back to the date when it is far. */
export function RelativeTime({ at }: { at: string }) {
  const reader = useReader()
  const now = useNow()
  return <time dateTime={at}>{formatRelative(at, now, reader) ?? formatDayShort(at, now, reader)}</time>
}
