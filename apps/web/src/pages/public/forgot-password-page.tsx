import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { requestPasswordReset } from '../../api/auth.ts'
import { problemOf } from '../../api/problem.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Asks for the mail with the link. Never tells whether there is such an account. */
export function ForgotPasswordPage() {
  useTitle('Forgot password')
  const [email, setEmail] = useState('')
  const asking = useMutation({ mutationFn: requestPasswordReset })
  if (asking.isSuccess) {
    return (
      <div className="mx-auto max-w-sm space-y-6 sm:pt-8">
        <PageTitle
          title="Look into your mail"
          lead={`If ${email} has an account, a link is on its way. It works once, for one hour.`}
        />
        <LinkButton href={paths.signIn()}>Back to sign in</LinkButton>
      </div>
    )
  }
  return (
    <div className="mx-auto max-w-sm space-y-6 sm:pt-8">
      <PageTitle title="A new password" lead="We send you a link with which to set one." />
      <Form
        validationBehavior="aria"
        className="flex flex-col gap-4.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (email.trim()) asking.mutate(email.trim())
        }}
      >
        {asking.error && <Notice tone="brick" title={problemOf(asking.error).message} />}
        <TextField label="Email" type="email" name="email" autoComplete="username" value={email} onChange={setEmail} />
        <Button type="submit" variant="primary" isPending={asking.isPending} isWide>
          Send link
        </Button>
      </Form>
    </div>
  )
}
