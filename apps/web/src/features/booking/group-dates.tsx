import type { SlotDto } from '@foyer/shared/slots'
import { useEffect, useRef } from 'react'
import { formatDayAndRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { zoneName } from '../../lib/zones.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { useReader } from '../../ui/reader.ts'

/** The coming dates of a group, with the places each has left. */
export function GroupDates(props: {
  slots: readonly SlotDto[]
  value: string | null
  onChange: (startsAt: string) => void
  timeZone: string
  focusRequest: number
}) {
  const { slots, value, onChange, timeZone, focusRequest } = props
  const { locale } = useReader()
  const now = useNow()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focusRequest > 0) heading.current?.focus()
  }, [focusRequest])
  return (
    <section className="space-y-4">
      <h2 ref={heading} tabIndex={-1} className="speak text-heading">
        {slots.length === 0 ? 'No dates yet' : 'Choose a date'}
      </h2>
      {slots.length === 0 ? (
        <p className="text-soft">There is no coming date with a free place. Look in again later.</p>
      ) : (
        <RadioCards
          label={`Dates, in ${zoneName(timeZone)}`}
          value={value}
          onChange={onChange}
          choices={slots.map(({ startsAt, endsAt, seatsLeft }) => ({
            id: startsAt,
            label: formatDayAndRange(startsAt, endsAt, now, { locale, timeZone }),
            hint: placesLeft(seatsLeft),
          }))}
        />
      )}
    </section>
  )
}

/** "1 place left", "6 places left". */
export function placesLeft(seats: number): string {
  return seats === 1 ? '1 place left' : `${seats} places left`
}
