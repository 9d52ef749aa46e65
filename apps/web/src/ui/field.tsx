import type { ReactNode } from 'react'
import { FieldError, Label, Text } from 'react-aria-components'

/** What every field shares: its name above, a hint under the name, and at most one error in words below. */
export type FieldProps = {
  label: string
  /** Said before anything goes wrong: what is expected, in which form. */
  hint?: string | undefined
  /** What is wrong and how to mend it. Marks the field invalid. */
  error?: string | undefined
  isRequired?: boolean | undefined
  isDisabled?: boolean | undefined
  name?: string | undefined
}

/** Label, hint and error around a control. Used by the fields of this folder only. */
export function FieldFrame(
  props: Pick<FieldProps, 'label' | 'hint' | 'error' | 'isRequired'> & { children: ReactNode },
) {
  const { label, hint, error, isRequired, children } = props
  return (
    <>
      <Label className="text-small font-medium">
        {label}
        {isRequired === false && <span className="font-regular text-soft"> (optional)</span>}
      </Label>
      {hint && (
        <Text slot="description" className="-mt-1 text-small text-soft">
          {hint}
        </Text>
      )}
      {children}
      <FieldError className="flex animate-rise items-start gap-1.5 text-small font-medium text-brick">
        {error ?? (({ validationErrors }) => validationErrors.join(' '))}
      </FieldError>
    </>
  )
}
