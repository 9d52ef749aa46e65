import type { SlotDto } from '@foyer/shared/slots'
import { useEffect, useEffectEvent } from 'react'
import { formatDayAndRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useReader } from '../../ui/reader.ts'
import { placesLeft } from './group-dates.tsx'

/** A course has one thing to choose: to take part. It is chosen from the start. */
export function CourseEnrolment(props: {
  slot: SlotDto | undefined
  timeZone: string
  isChosen: boolean
  onChoose: (startsAt: string) => void
}) {
  const { slot, timeZone, isChosen, onChoose } = props
  const { locale } = useReader()
  const now = useNow()
  const startsAt = slot?.startsAt
  const choose = useEffectEvent(onChoose)
  useEffect(() => {
    if (startsAt && !isChosen) choose(startsAt)
  }, [startsAt, isChosen])
  if (!slot) {
    return (
      <section className="space-y-2">
        <h2 className="speak text-heading">Enrolment is closed</h2>
        <p className="text-soft">The course has begun, is full, or has no dates yet. Look in again later.</p>
      </section>
    )
  }
  return (
    <section className="space-y-2">
      <h2 className="speak text-heading">Take part in the whole course</h2>
      <p>
        It begins on {formatDayAndRange(slot.startsAt, slot.endsAt, now, { locale, timeZone })}. One enrolment covers
        every session.
      </p>
      <p className="text-small text-soft">{placesLeft(slot.seatsLeft)}</p>
    </section>
  )
}
