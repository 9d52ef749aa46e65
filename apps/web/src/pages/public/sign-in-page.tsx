import { useRouter } from '@tanstack/react-router'
import { SignInForm } from '../../features/auth/sign-in-form.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

/** `returnTo` is a path of ours, checked by the route. */
export function SignInPage({ returnTo }: { returnTo?: string | undefined }) {
  useTitle('Sign in')
  const router = useRouter()
  return (
    <div className="mx-auto max-w-sm space-y-6 sm:pt-8">
      <PageTitle title="Good to see you" lead={returnTo && 'Sign in to go on. What you chose is kept.'} />
      <SignInForm onDone={() => router.history.replace(returnTo ?? paths.home())} />
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-2 border-t border-line pt-4 text-small">
        <p className="text-soft">
          New here? <TextLink href={paths.signUp(returnTo)}>Create an account</TextLink>
        </p>
        <TextLink href={paths.forgotPassword()}>Forgot your password?</TextLink>
      </div>
    </div>
  )
}
