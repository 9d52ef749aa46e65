import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { problemOf } from '../api/problem.ts'
import { useTitle } from '../lib/use-title.ts'
import { paths } from '../paths.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { NotFound } from './not-found-page.tsx'

/** In the frame of its layout, in the place of a page that could not be loaded or drawn: why, and the ways out. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const problem = problemOf(error)
  useTitle('Not available')
  if (problem.reason.endsWith('_not_found')) return <NotFound />
  const tryAgain = () => {
    reset()
    void router.invalidate()
  }
  const way = problem.action ?? (problem.reason === 'sign_in_required' && signInHere(router.state.location.href))
  return (
    <EmptyState
      isPage
      title="This page could not be opened"
      door="needs"
      action={
        <>
          {way ? (
            <LinkButton variant="primary" href={way.path}>
              {way.label}
            </LinkButton>
          ) : (
            <Button variant="primary" onPress={tryAgain}>
              Try again
            </Button>
          )}
          <LinkButton href={paths.home()}>To the start</LinkButton>
        </>
      }
    >
      {problem.message}
    </EmptyState>
  )
}

/** Where even the frame could not be drawn. */
export function ErrorPage(props: ErrorComponentProps) {
  return (
    <main id="main" tabIndex={-1}>
      <PageError {...props} />
    </main>
  )
}

function signInHere(href: string) {
  return { label: 'Sign in', path: paths.signIn(href) }
}
