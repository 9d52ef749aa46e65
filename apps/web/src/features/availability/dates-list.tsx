import { useId } from 'react'
import { Input, TextField } from 'react-aria-components'
import { spellDate } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useReader } from '../../ui/reader.ts'
import { type DateDraft, newDate } from './hours-draft.ts'
import { HoursRows } from './hours-rows.tsx'

/** Dates that differ from the week: closed, or with hours of their own. */
export function DatesList(props: {
  dates: readonly DateDraft[]
  onChange: (update: (dates: readonly DateDraft[]) => DateDraft[]) => void
  problems: ReadonlyMap<number, string>
  today: string
}) {
  const { dates, onChange, problems, today } = props
  const change = (key: number, update: (date: DateDraft) => DateDraft) =>
    onChange((all) => all.map((one) => (one.key === key ? update(one) : one)))
  return (
    <div className="pt-1">
      {dates.length > 0 && (
        <ul className="divide-y divide-line" aria-label="Dates that differ">
          {dates.map((one) => (
            <DateRow
              key={one.key}
              date={one}
              today={today}
              problems={problems}
              onChange={(update) => change(one.key, update)}
              onRemove={() => onChange((all) => all.filter(({ key }) => key !== one.key))}
            />
          ))}
        </ul>
      )}
      {dates.length === 0 && (
        <p className="py-3 text-soft">No date differs. Add one for a holiday, or for a day with other hours.</p>
      )}
      <Button variant="quiet" onPress={() => onChange((all) => [...all, newDate()])} className="px-3!">
        <Icon name="plus" className="size-4" />
        Add a date
      </Button>
    </div>
  )
}

function DateRow(props: {
  date: DateDraft
  today: string
  problems: ReadonlyMap<number, string>
  onChange: (update: (date: DateDraft) => DateDraft) => void
  onRemove: () => void
}) {
  const { date, today, problems, onChange, onRemove } = props
  const { locale } = useReader()
  const id = useId()
  const problem = problems.get(date.key)
  const name = date.date ? spellDate(date.date, locale) : 'the new date'
  return (
    <li className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[13.5rem_minmax(0,1fr)]">
      <div>
        <div className="flex items-center gap-1.5">
          <TextField
            type="date"
            aria-label={date.date ? `Date ${name}` : 'Date'}
            value={date.date}
            onChange={(chosen) => onChange((newest) => ({ ...newest, date: chosen }))}
            isInvalid={problem !== undefined}
            validationBehavior="aria"
            {...(problem && { 'aria-describedby': id })}
          >
            <Input className="control w-40!" min={today} />
          </TextField>
          <Button variant="quiet" onPress={onRemove} aria-label={`Remove ${name}`} className="w-11 px-0! text-soft">
            <Icon name="close" className="size-4" />
          </Button>
        </div>
        {problem && (
          <p id={id} className="pt-1 text-small font-medium text-brick">
            {problem}
          </p>
        )}
      </div>
      <HoursRows
        day={name}
        hours={date.hours}
        problems={problems}
        onChange={(update) => onChange((newest) => ({ ...newest, hours: update(newest.hours) }))}
      />
    </li>
  )
}
