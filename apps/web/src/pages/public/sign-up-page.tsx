import { useRouter } from '@tanstack/react-router'
import { SignUpForm } from '../../features/auth/sign-up-form.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

/** `returnTo` is a path of ours, checked by the route. */
export function SignUpPage({ returnTo }: { returnTo?: string | undefined }) {
  useTitle('Create account')
  const router = useRouter()
  return (
    <div className="mx-auto max-w-md space-y-6 sm:pt-8">
      <PageTitle title="Welcome" lead="One account for booking and for offering sessions." />
      <SignUpForm
        onDone={(role) =>
          router.history.replace(returnTo ?? (role === 'provider' ? paths.dashboardIntegrations() : paths.home()))
        }
      />
      <p className="border-t border-line pt-4 text-small text-soft">
        You have an account? <TextLink href={paths.signIn(returnTo)}>Sign in</TextLink>
      </p>
    </div>
  )
}
