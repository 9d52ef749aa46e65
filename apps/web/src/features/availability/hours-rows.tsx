import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { type HoursDraft, withMoreHours } from './hours-draft.ts'
import { TimeInput } from './time-input.tsx'

/** The hours of one day, from and until, with one more and one less. Changes are made to the newest hours, because leaving a field and pressing a button are two of one moment. */
export function HoursRows(props: {
  /** "Monday", "Thursday 24 December" */
  day: string
  hours: readonly HoursDraft[]
  onChange: (update: (hours: readonly HoursDraft[]) => HoursDraft[]) => void
  problems: ReadonlyMap<number, string>
}) {
  const { day, hours, onChange, problems } = props
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-2">
      {hours.length === 0 ? (
        <p className="flex min-h-11 items-center text-soft">Closed</p>
      ) : (
        <ul className="space-y-2">
          {hours.map((one, index) => (
            <HoursRow
              key={one.key}
              name={index === 0 ? day : `${day}, ${index + 1}`}
              hours={one}
              problem={problems.get(one.key)}
              onChange={(changes) =>
                onChange((all) => all.map((other) => (other.key === one.key ? { ...other, ...changes } : other)))
              }
              onRemove={() => onChange((all) => all.filter(({ key }) => key !== one.key))}
            />
          ))}
        </ul>
      )}
      <Button
        variant="quiet"
        onPress={() => onChange(withMoreHours)}
        aria-label={`Add hours on ${day}`}
        className="px-3!"
      >
        <Icon name="plus" className="size-4" />
        Add hours
      </Button>
    </div>
  )
}

function HoursRow(props: {
  name: string
  hours: HoursDraft
  problem: string | undefined
  onChange: (changes: Partial<HoursDraft>) => void
  onRemove: () => void
}) {
  const { name, hours, problem, onChange, onRemove } = props
  const id = useId()
  const shared = { isInvalid: problem !== undefined, describedBy: problem ? id : undefined }
  return (
    <li>
      <div className="flex items-center gap-1.5">
        <TimeInput label={`${name} from`} value={hours.start} onChange={(start) => onChange({ start })} {...shared} />
        <span aria-hidden="true" className="text-soft">
          –
        </span>
        <TimeInput label={`${name} until`} value={hours.end} onChange={(end) => onChange({ end })} {...shared} />
        <Button variant="quiet" onPress={onRemove} aria-label={`Remove hours ${name}`} className="w-11 px-0! text-soft">
          <Icon name="close" className="size-4" />
        </Button>
      </div>
      {problem && (
        <p id={id} className="pt-1 text-small font-medium text-brick">
          {problem}
        </p>
      )}
    </li>
  )
}
