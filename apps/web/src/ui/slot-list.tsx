import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { groupSlots, type LabelledSlot, type Slot } from '../lib/slots.ts'
import { zoneName } from '../lib/zones.ts'
import { useReader } from './reader.ts'
import { SkeletonSlots } from './skeleton.tsx'

export type SlotListProps = {
  slots: readonly Slot[]
  /** The chosen start, as the slot gave it. */
  value: string | null
  onChange: (startsAt: string) => void
  timeZone: string
  /** "Wednesday 25 November" */
  dayLabel: string
  /** Raise it when the reader chooses a day: focus then moves to the heading. Zero at first, so that nothing is stolen. */
  focusRequest?: number | undefined
  /** Shows how many places each time has left, for groups. */
  showSeats?: boolean | undefined
  isLoading?: boolean | undefined
  /** In the place of the zone's name: what changes it. */
  zoneControl?: ReactNode
}

/** The free times of a day by part of day, as radio buttons that say their zone. */
export function SlotList(props: SlotListProps) {
  const { slots, value, onChange, timeZone, dayLabel, focusRequest = 0, showSeats = false, isLoading = false } = props
  const { zoneControl } = props
  const { locale } = useReader()
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    if (focusRequest > 0) heading.current?.focus()
  }, [focusRequest])

  const zone = zoneName(timeZone)
  const count = slots.length === 1 ? '1 time' : `${slots.length} times`
  return (
    <section aria-labelledby={id}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 pb-1">
        <h2 ref={heading} id={id} tabIndex={-1} className="speak scroll-mt-4 text-heading">
          {dayLabel}
        </h2>
        <div className="flex flex-wrap items-baseline gap-x-1 text-small text-soft">
          <p role="status">
            {isLoading ? 'Looking for free times' : count}, in {!zoneControl && zone}
            <span className="sr-only">
              {zoneControl && !isLoading ? zone : ''} on {dayLabel}
            </span>
          </p>
          {zoneControl}
        </div>
      </div>
      {isLoading && <SkeletonSlots />}
      {!isLoading && slots.length === 0 && (
        <p className="py-3 text-soft">Nothing is free on this day. The filled days have free times.</p>
      )}
      {!isLoading && slots.length > 0 && (
        <RadioGroup aria-labelledby={id} value={value} onChange={onChange} className="flex flex-col gap-3.5 pt-1">
          {groupSlots(slots, { locale, timeZone }).map(({ part, slots: found }) => (
            <div key={part}>
              <h3 className="pb-1.5 text-fine text-soft">{part}</h3>
              <div className="grid grid-cols-3 gap-2 min-[22.5rem]:grid-cols-4">
                {found.map((slot) => (
                  <SlotRadio key={slot.startsAt} slot={slot} zone={zone} showSeats={showSeats} />
                ))}
              </div>
            </div>
          ))}
        </RadioGroup>
      )}
    </section>
  )
}

function SlotRadio({ slot, zone, showSeats }: { slot: LabelledSlot; zone: string; showSeats: boolean }) {
  const seats = slot.seatsLeft === 1 ? '1 place left' : `${slot.seatsLeft} places left`
  return (
    <Radio
      value={slot.startsAt}
      aria-label={[slot.label, zone, showSeats && seats].filter(Boolean).join(', ')}
      className="flex min-h-11 cursor-pointer flex-col items-center justify-center rounded-box border border-edge bg-card px-1 py-1 text-center font-medium transition-[background-color,border-color,color,scale] data-hovered:border-pine data-hovered:bg-pine-soft data-pressed:scale-[0.98] data-selected:border-pine data-selected:bg-pine data-selected:text-on-pine forced-colors:data-selected:bg-[Highlight]"
    >
      {slot.label}
      {showSeats && <span className="text-fine font-regular">{seats}</span>}
    </Radio>
  )
}
