import {
  type CalendarDate,
  endOfMonth,
  endOfWeek,
  parseDate,
  startOfMonth,
  startOfWeek,
  today,
} from '@internationalized/date'
import { type KeyboardEvent, useMemo, useState } from 'react'
import {
  Button,
  Calendar,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components'
import { formatter } from '../lib/intl.ts'
import { DayCell } from './day-cell.tsx'
import { Icon } from './icons.tsx'
import { useReader } from './reader.ts'

export type DayPickerProps = {
  /** The chosen date, "2026-11-24". */
  value: string | null
  onChange: (date: string) => void
  /** How many times are free, by date. Dates that are absent have none. */
  freeTimes: ReadonlyMap<string, number>
  /** The month now shown, "2026-11". Not called for the first one. */
  onMonthChange: (month: string) => void
  /** The month to begin with, "2026-11", if it is neither that of `value` nor that of `minDate`. */
  initialMonth?: string | undefined
  minDate: string
  maxDate: string
  /** The zone whose today is marked: the one the slots are shown in. */
  timeZone: string
  isLoading?: boolean | undefined
}

const PAGE =
  'grid size-11 cursor-pointer place-items-center rounded-box border border-edge bg-card transition-colors data-hovered:border-ink data-hovered:bg-sunk data-disabled:cursor-default data-disabled:border-line data-disabled:bg-transparent data-disabled:text-edge'

/**
 * A month of days to choose from, after the date grid of the ARIA Authoring Practices: arrows move by day and week,
 * Home and End within the week, Page Up and Down by month (with Shift by year), Enter chooses. Days without a free
 * time can be reached and say why they cannot be chosen.
 */
export function DayPicker(props: DayPickerProps) {
  const { value, onChange, freeTimes, onMonthChange, minDate, maxDate, timeZone, isLoading = false } = props
  const { locale } = useReader()
  const [focused, setFocused] = useState<CalendarDate>(() => firstFocused(value, props.initialMonth, minDate))
  const now = today(timeZone)
  const bounds = useMemo(
    // Whole months, so that a day outside the bounds is reached and explained instead of skipped.
    () => ({ first: startOfMonth(parseDate(minDate)), last: endOfMonth(parseDate(maxDate)) }),
    [minDate, maxDate],
  )
  const focus = (wanted: CalendarDate) => {
    const date =
      wanted.compare(bounds.first) < 0 ? bounds.first : wanted.compare(bounds.last) > 0 ? bounds.last : wanted
    setFocused(date)
    const month = date.toString().slice(0, 7)
    if (month !== focused.toString().slice(0, 7)) onMonthChange(month)
  }
  const moveWithinWeek = (event: KeyboardEvent) => {
    if (event.key !== 'Home' && event.key !== 'End') return
    event.preventDefault()
    event.stopPropagation()
    focus(event.key === 'Home' ? startOfWeek(focused, locale) : endOfWeek(focused, locale))
  }
  const free = (date: CalendarDate) => (isWithin(date, minDate, maxDate) ? (freeTimes.get(date.toString()) ?? 0) : 0)
  const monthTitle = formatter(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    focused.toDate('UTC'),
  )

  return (
    <Calendar
      aria-label="Choose a day"
      value={value ? parseDate(value) : null}
      onChange={(date) => onChange(date.toString())}
      focusedValue={focused}
      onFocusChange={focus}
      minValue={bounds.first}
      maxValue={bounds.last}
      isDateUnavailable={(date) => free(parseDate(date.toString())) === 0}
      aria-busy={isLoading}
    >
      <div className="flex items-center justify-between gap-4 pb-2">
        {/* The heading itself comes with Calendar, out of sight; this is its visible twin and says when it changes. */}
        <p aria-live="polite" className="speak text-heading">
          {monthTitle}
        </p>
        <div className="flex gap-1.5">
          <Button slot="previous" aria-label="Previous month" className={PAGE}>
            <Icon name="back" className="rtl:-scale-x-100" />
          </Button>
          <Button slot="next" aria-label="Next month" className={PAGE}>
            <Icon name="forward" className="rtl:-scale-x-100" />
          </Button>
        </div>
      </div>
      <div onKeyDownCapture={moveWithinWeek}>
        <CalendarGrid className="-mx-1 w-[calc(100%+0.5rem)] table-fixed border-separate border-spacing-1">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell className="h-8 text-fine font-regular text-soft">{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody className={isLoading ? 'animate-breathe' : ''}>
            {(date) => (
              <DayCell
                date={date}
                free={free(date)}
                isToday={date.compare(now) === 0}
                reason={isLoading ? 'looking for free times' : reasonFor(date, now, minDate, maxDate)}
              />
            )}
          </CalendarGridBody>
        </CalendarGrid>
      </div>
    </Calendar>
  )
}

function firstFocused(value: string | null, month: string | undefined, minDate: string): CalendarDate {
  if (value && (!month || value.startsWith(month))) return parseDate(value)
  return parseDate(month && !minDate.startsWith(month) ? `${month}-01` : minDate)
}

function isWithin(date: CalendarDate, minDate: string, maxDate: string): boolean {
  const iso = date.toString()
  return iso >= minDate && iso <= maxDate
}

function reasonFor(date: CalendarDate, now: CalendarDate, minDate: string, maxDate: string): string {
  const iso = date.toString()
  if (date.compare(now) < 0) return 'in the past'
  if (iso < minDate) return 'too soon to book'
  return iso > maxDate ? 'not open for booking yet' : 'no free times'
}
