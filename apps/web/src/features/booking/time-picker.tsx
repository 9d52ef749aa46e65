import type { ServiceDto } from '@foyer/shared/services'
import type { SlotDto } from '@foyer/shared/slots'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { formatDay } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { DayPicker } from '../../ui/day-picker.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { SlotList } from '../../ui/slot-list.tsx'
import { ZoneSelect } from '../account/zone-select.tsx'
import type { BookingChoice } from './booking-choice.ts'
import { monthSlotsOptions } from './month-slots.ts'
import { bookableDates } from './slot-range.ts'
import { countByDay, slotsByDay } from './slots-by-day.ts'

const NONE: SlotDto[] = []

/**
 * A day and a time of a private service. The choice lives outside, in the address; without a chosen day the first free
 * one of the month is shown. `focusRequest` moves focus to the times when raised.
 */
export function TimePicker(props: {
  service: ServiceDto
  firstMonth: string
  choice: BookingChoice
  onChoose: (choice: BookingChoice) => void
  focusRequest: number
}) {
  const { service, firstMonth, choice, onChoose, focusRequest } = props
  const reader = useReader()
  const now = useNow()
  const [picks, setPicks] = useState(0)
  const timeZone = choice.zone ?? reader.timeZone
  const month = choice.month ?? choice.day?.slice(0, 7) ?? firstMonth
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    ...monthSlotsOptions(service.id, month, timeZone),
    placeholderData: keepPreviousData,
  })
  const isLoading = isPending || isPlaceholderData
  const byDay = useMemo(
    () => slotsByDay(isLoading ? NONE : (data?.slots ?? NONE), timeZone),
    [data, isLoading, timeZone],
  )
  const shownDay = choice.day?.startsWith(month) ? choice.day : (byDay.keys().next().value ?? null)
  const dates = bookableDates(service, timeZone)

  if (error) {
    return (
      <Notice
        tone="brick"
        title="The free times could not be read"
        action={
          <Button isDense onPress={() => void refetch()}>
            Try again
          </Button>
        }
      >
        {problemOf(error).message}
      </Notice>
    )
  }
  const zone = choice.zone
  return (
    <div className="space-y-6.5">
      <DayPicker
        value={shownDay}
        onChange={(day) => {
          setPicks(picks + 1)
          onChoose({ zone, day })
        }}
        freeTimes={countByDay(byDay)}
        initialMonth={month}
        onMonthChange={(next) => onChoose({ zone, month: next })}
        {...dates}
        timeZone={timeZone}
        isLoading={isLoading}
      />
      {shownDay || isLoading ? (
        <SlotList
          slots={(shownDay && byDay.get(shownDay)) || NONE}
          value={choice.slot ?? null}
          onChange={(slot) => onChoose({ zone, day: shownDay ?? undefined, slot })}
          timeZone={timeZone}
          dayLabel={shownDay ? formatDay(`${shownDay}T12:00:00Z`, now, { ...reader, timeZone: 'UTC' }) : 'Free times'}
          focusRequest={picks + focusRequest}
          isLoading={isLoading}
          zoneControl={
            <ZoneSelect
              look="link"
              label="Time zone"
              value={timeZone}
              onChange={(next) => onChoose({ zone: next === reader.timeZone ? undefined : next })}
            />
          }
        />
      ) : (
        <p role="status" className="text-soft">
          Nothing is free this month.{' '}
          {month < dates.maxDate.slice(0, 7) ? 'Look at the next one.' : 'Ask again in a few days.'}
        </p>
      )}
    </div>
  )
}
