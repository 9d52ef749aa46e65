import { Input, TextField } from 'react-aria-components'

/** A wall clock in a row of them, named for listeners; the row shows what is wrong with it. */
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
      type="time"
      aria-label={label}
      value={value}
      onChange={onChange}
      isInvalid={isInvalid}
      validationBehavior="aria"
      {...(describedBy && { 'aria-describedby': describedBy })}
    >
      <Input className="control w-28!" />
    </TextField>
  )
}
