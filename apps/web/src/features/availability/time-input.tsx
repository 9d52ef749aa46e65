import { Input, TextField } from 'react-aria-components'
import { readClock } from './hours-draft.ts'

/**
 * A wall clock in a row of them, named for listeners; the row shows what is wrong with it. Text, because a browser's own
 * time field speaks the browser's language, with "PM" for people who read 24 hours here.
 */
export function TimeInput(props: {
  label: string
  value: string
  onChange: (value: string) => void
  isInvalid: boolean
  describedBy: string | undefined
}) {
  const { label, value, onChange, isInvalid, describedBy } = props
  return (
    <TextField
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      value={value}
      onChange={onChange}
      onBlur={() => {
        if (readClock(value) !== value) onChange(readClock(value))
      }}
      isInvalid={isInvalid}
      validationBehavior="aria"
      {...(describedBy && { 'aria-describedby': describedBy })}
    >
      <Input placeholder="09:00" className="control w-20! text-center placeholder:text-soft" />
    </TextField>
  )
}
