import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'

/** A password that can be looked at while it is typed. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'label' | 'name'> & { label?: string | undefined }) {
  const { label = 'Password', ...field } = props
  const [isShown, setIsShown] = useState(false)
  return (
    <div className="relative">
      <TextField {...field} label={label} name="password" type={isShown ? 'text' : 'password'} />
      <Button
        variant="quiet"
        isDense
        className="absolute! end-0 -top-2"
        aria-label={isShown ? 'Hide what is typed' : 'Show what is typed'}
        onPress={() => setIsShown(!isShown)}
      >
        {isShown ? 'Hide' : 'Show'}
      </Button>
    </div>
  )
}
