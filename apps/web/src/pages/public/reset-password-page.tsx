import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { resetPassword } from '../../api/auth.ts'
import { fieldError, formError, problemToShow } from '../../api/problem.ts'
import { PasswordField } from '../../features/auth/password-field.tsx'
import { PASSWORD_RULE, passwordError } from '../../features/auth/password-rule.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { showToast } from '../../ui/toast.ts'

/** Where the link of the mail leads. */
export function ResetPasswordPage({ token }: { token: string }) {
  useTitle('New password')
  const router = useRouter()
  const [newPassword, setNewPassword] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const setting = useMutation({
    mutationFn: resetPassword,
    onSuccess: () => {
      showToast({ tone: 'pine', text: 'Your new password is set. Sign in with it.' })
      router.history.replace(paths.signIn())
    },
  })
  const problem = problemToShow(setting.error)
  const general = formError(problem, ['password'])
  const submit = () => {
    const error = passwordError(newPassword)
    setWrong(error)
    if (!error) setting.mutate({ token, newPassword })
  }
  if (!token)
    return (
      <EmptyState
        title="This address is not complete"
        isPage
        action={<LinkButton href={paths.forgotPassword()}>New link</LinkButton>}
      >
        Open the link in the mail once more, or ask for a new one.
      </EmptyState>
    )
  return (
    <div className="mx-auto max-w-sm space-y-6 sm:pt-8">
      <PageTitle title="A new password" lead="You are signed out everywhere else when it is set." />
      <Form
        validationBehavior="aria"
        className="flex flex-col gap-4.5"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {general && (
          <Notice
            tone="brick"
            title={general.message}
            action={<LinkButton href={paths.forgotPassword()}>New link</LinkButton>}
          />
        )}
        <PasswordField
          label="New password"
          hint={PASSWORD_RULE}
          autoComplete="new-password"
          value={newPassword}
          onChange={setNewPassword}
          error={wrong ?? fieldError(problem, 'password')}
        />
        <Button type="submit" variant="primary" isPending={setting.isPending} isWide>
          Set password
        </Button>
      </Form>
    </div>
  )
}
