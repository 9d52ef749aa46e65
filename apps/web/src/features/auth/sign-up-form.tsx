import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { type SignUpInput, signUp } from '../../api/auth.ts'
import { fieldError, formError, problemToShow } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { browserZone } from '../../lib/zones.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { emptyFieldErrors } from './empty-fields.ts'
import { PasswordField } from './password-field.tsx'
import { PASSWORD_RULE, passwordError } from './password-rule.ts'

type Role = SignUpInput['role']

/** A new account. The time zone is that of the device, silently; it can be changed later. */
export function SignUpForm({ onDone }: { onDone: (role: Role) => void }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<Role>('customer')
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const form = useRef<HTMLFormElement>(null)
  const joining = useMutation({
    mutationFn: signUp,
    onSuccess: () => onDone(role),
    onError: () => focusFirstError(form.current),
  })
  const problem = problemToShow(joining.error)
  const general = formError(problem, ['name', 'email', 'password'])
  const submit = () => {
    const tooShort = passwordError(password)
    const errors = {
      ...emptyFieldErrors({ name: [name, 'Give your name.'], email: [email, 'Give your email.'] }),
      ...(tooShort && { password: tooShort }),
    }
    setWrong(errors)
    focusFirstError(form.current)
    if (Object.keys(errors).length > 0) return
    joining.mutate({ name: name.trim(), email: email.trim(), password, role, timeZone: browserZone() })
  }
  return (
    <Form
      ref={form}
      validationBehavior="aria"
      className="flex flex-col gap-4.5"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {general && <Notice tone="brick" title={general.message} />}
      <RadioCards
        label="What brings you here?"
        value={role}
        onChange={setRole}
        columns={2}
        choices={[
          { id: 'customer', label: 'I want to book', hint: 'Find somebody and a time.' },
          { id: 'provider', label: 'I offer sessions', hint: 'Be found and booked.' },
        ]}
      />
      <TextField
        label="Full name"
        name="name"
        autoComplete="name"
        maxLength={100}
        value={name}
        onChange={setName}
        error={wrong.name ?? fieldError(problem, 'name')}
      />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={wrong.email ?? fieldError(problem, 'email')}
      />
      <PasswordField
        hint={PASSWORD_RULE}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={wrong.password ?? fieldError(problem, 'password')}
      />
      <Button type="submit" variant="primary" isPending={joining.isPending} isWide>
        Create account
      </Button>
    </Form>
  )
}
