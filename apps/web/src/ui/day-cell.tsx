import type { CalendarDate } from '@internationalized/date'
import { CalendarCell } from 'react-aria-components'
import { spellDate } from '../lib/time.ts'
import { useReader } from './reader.ts'

/** One day of the picker. `reason` is said when nothing is free. */
export function DayCell(props: { date: CalendarDate; free: number; isToday: boolean; reason: string }) {
  const { date, free, isToday, reason } = props
  const { locale } = useReader()
  const count = free === 1 ? '1 time free' : `${free} times free`
  const name = `${spellDate(date.toString(), locale)}, ${free > 0 ? count : reason}`
  const named = { 'aria-label': name, 'aria-current': isToday ? ('date' as const) : undefined }
  return (
    <CalendarCell
      date={date}
      render={(dom) => <div {...{ ...dom, ...named }} />}
      className="relative flex h-11 w-full cursor-pointer items-center justify-center rounded-control bg-pine-soft font-strong transition-colors outline-offset-1 select-none data-hovered:bg-[color-mix(in_oklab,var(--color-pine-soft),var(--color-pine)_16%)] data-outside-month:invisible data-selected:bg-pine data-selected:text-on-pine data-unavailable:cursor-default data-unavailable:bg-transparent data-unavailable:font-regular data-unavailable:text-soft/85 forced-colors:data-selected:bg-[Highlight] forced-colors:data-unavailable:text-[GrayText]"
    >
      {({ formattedDate }) => (
        <>
          {formattedDate}
          {isToday && <span className="absolute bottom-1 size-1 rounded-chip bg-current" />}
        </>
      )}
    </CalendarCell>
  )
}
