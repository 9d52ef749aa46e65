import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { signIn } from '../../api/auth.ts'
import { fieldError, formError, problemToShow } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { emptyFieldErrors } from './empty-fields.ts'
import { PasswordField } from './password-field.tsx'

/** Email and password; what is wrong is said in it. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<Record<string, string>>({})
  const entering = useMutation({ mutationFn: signIn, onSuccess: onDone })
  const problem = problemToShow(entering.error)
  const general = formError(problem, ['email', 'password'])
  const form = useRef<HTMLFormElement>(null)
  const submit = () => {
    const errors = emptyFieldErrors({ email: [email, 'Give your email.'], password: [password, 'Give your password.'] })
    setMissing(errors)
    focusFirstError(form.current)
    if (Object.keys(errors).length === 0) entering.mutate({ email: email.trim(), password })
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
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={missing.email ?? fieldError(problem, 'email')}
      />
      <PasswordField
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing.password ?? fieldError(problem, 'password')}
      />
      <Button type="submit" variant="primary" isPending={entering.isPending} isWide>
        Sign in
      </Button>
    </Form>
  )
}
