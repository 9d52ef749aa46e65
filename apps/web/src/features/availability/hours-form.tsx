import type { Availability, Weekday } from '@foyer/shared/availability'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { isoDate } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { ZoneSelect } from '../account/zone-select.tsx'
import { DatesList } from './dates-list.tsx'
import {
  type AvailabilityDraft,
  copyMonday,
  draftOf,
  draftProblems,
  type HoursDraft,
  suggestHours,
  toAvailability,
  WEEKDAY_NAMES,
  WEEKDAYS,
} from './hours-draft.ts'
import { HoursRows } from './hours-rows.tsx'
import { hoursSentence } from './hours-sentence.ts'

/** When people may book: the zone, the week and the dates that differ, with all of it said back in a sentence. */
export function HoursForm(props: {
  saved: Availability
  onSave: (availability: Availability) => void
  isPending: boolean
  problem: Problem | null
}) {
  const { saved, onSave, isPending, problem } = props
  const suggested = suggestHours(saved)
  const [draft, setDraft] = useState<AvailabilityDraft>(() => draftOf(suggested ?? saved))
  const [isChecked, setIsChecked] = useState(false)
  const now = useNow()
  const found = draftProblems(draft)
  const problems = isChecked ? found : new Map<number, string>()
  const changeDay = (weekday: Weekday, update: (hours: readonly HoursDraft[]) => HoursDraft[]) =>
    setDraft((newest) => ({ ...newest, week: { ...newest.week, [weekday]: update(newest.week[weekday]) } }))
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsChecked(true)
    if (found.size === 0) onSave(toAvailability(draft))
    else focusFirstError(event.currentTarget)
  }
  return (
    <form onSubmit={save} noValidate className="space-y-8">
      {suggested && (
        <Notice tone="sky" title="A week to begin from">
          Change what does not fit. Nothing is open until you save.
        </Notice>
      )}
      <div className="max-w-sm">
        <ZoneSelect
          label="Time zone"
          hint="Your hours are meant in this zone. People see them in their own."
          value={draft.timeZone}
          onChange={(timeZone) => setDraft((newest) => ({ ...newest, timeZone }))}
        />
      </div>
      <Section
        title="Every week"
        action={
          <Button isDense onPress={() => setDraft((newest) => ({ ...newest, week: copyMonday(newest.week) }))}>
            Copy Monday to all weekdays
          </Button>
        }
      >
        <ul className="divide-y divide-line" aria-label="Weekly hours">
          {WEEKDAYS.map((weekday) => (
            <li key={weekday} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
              <p className="flex min-h-8 items-center self-start font-medium sm:min-h-11">{WEEKDAY_NAMES[weekday]}</p>
              <HoursRows
                day={WEEKDAY_NAMES[weekday]}
                hours={draft.week[weekday]}
                onChange={(update) => changeDay(weekday, update)}
                problems={problems}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Dates that differ">
        <DatesList
          dates={draft.dates}
          onChange={(update) => setDraft((newest) => ({ ...newest, dates: update(newest.dates) }))}
          problems={problems}
          today={isoDate(now, draft.timeZone)}
        />
      </Section>
      <div className="space-y-4 border-t border-line pt-5">
        <p role="status" className="max-w-2xl text-pretty text-soft">
          {found.size === 0 ? hoursSentence(toAvailability(draft)) : 'Some hours are not complete yet.'}
        </p>
        {problem && (
          <Notice tone="brick" title="Not saved yet">
            {problem.message}
          </Notice>
        )}
        <Button type="submit" variant="primary" isPending={isPending}>
          Save hours
        </Button>
      </div>
    </form>
  )
}
