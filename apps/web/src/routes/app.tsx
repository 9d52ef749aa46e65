import { Outlet, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useAccount } from '../api/account.ts'
import { SignInAgain } from '../features/auth/sign-in-again.tsx'
import { UiProvider } from '../ui/ui-provider.tsx'
import { NavigationProgress } from './navigation-progress.tsx'
import { OfflineNotice } from './offline-notice.tsx'

/** What is around every page: links that stay inside, the reader's zone, and what may have to be said anywhere. */
export function App() {
  const router = useRouter()
  const account = useAccount()
  const navigate = useCallback((href: string) => router.history.push(href), [router])
  const preload = useCallback(
    (href: string) => {
      const { pathname, search } = new URL(href, location.origin)
      // Fetching ahead is a courtesy: what fails here is told when the reader really goes there.
      router.preloadRoute({ to: pathname, search: router.options.parseSearch?.(search) ?? {} }).catch(() => {})
    },
    [router],
  )
  useFocusAfterNavigation()
  return (
    <UiProvider navigate={navigate} preload={preload} timeZone={account?.timeZone}>
      <NavigationProgress />
      <OfflineNotice />
      <Outlet />
      <SignInAgain />
    </UiProvider>
  )
}

/** A new page begins at its heading, for keyboards and listeners; a change of search values leaves focus alone. */
function useFocusAfterNavigation(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return
        const start = document.querySelector<HTMLElement>('main h1[tabindex="-1"]') ?? document.querySelector('main')
        start?.focus({ preventScroll: true })
      }),
    [router],
  )
}
