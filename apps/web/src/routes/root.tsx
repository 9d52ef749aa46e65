import { createRootRoute } from '@tanstack/react-router'
import { accountOptions } from '../api/account.ts'
import { queryClient } from '../api/query-client.ts'
import { App } from './app.tsx'
import { ErrorPage } from './error-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'

/** Everything hangs here. Who reads is known before anything is drawn. */
export const rootRoute = createRootRoute({
  loader: () => queryClient.ensureQueryData(accountOptions),
  component: App,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
})
