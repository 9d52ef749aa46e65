import { Input, TextArea as RacTextArea, TextField as RacTextField } from 'react-aria-components'
import { defined } from '../lib/defined.ts'
import { FieldFrame, type FieldProps } from './field.tsx'

type TextProps = FieldProps & {
  value?: string | undefined
  defaultValue?: string | undefined
  onChange?: ((value: string) => void) | undefined
  placeholder?: string | undefined
  maxLength?: number | undefined
  autoFocus?: boolean | undefined
}

export type TextFieldProps = TextProps & {
  type?: 'text' | 'email' | 'password' | 'url' | 'tel' | 'search' | 'time' | 'date' | undefined
  autoComplete?: string | undefined
}

/** One line of text. */
export function TextField({ label, hint, error, placeholder, ...field }: TextFieldProps) {
  return (
    <RacTextField
      {...defined(field)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <FieldFrame label={label} hint={hint} error={error} isRequired={field.isRequired}>
        <Input {...defined({ placeholder })} className="control placeholder:text-soft" />
      </FieldFrame>
    </RacTextField>
  )
}

/** Several lines of text; grows with what is written. */
export function TextArea({
  label,
  hint,
  error,
  placeholder,
  rows = 3,
  ...field
}: TextProps & { rows?: number | undefined }) {
  return (
    <RacTextField
      {...defined(field)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <FieldFrame label={label} hint={hint} error={error} isRequired={field.isRequired}>
        <RacTextArea
          {...defined({ placeholder })}
          rows={rows}
          className="control field-sizing-content min-h-24 resize-y py-2.5 placeholder:text-soft"
        />
      </FieldFrame>
    </RacTextField>
  )
}
