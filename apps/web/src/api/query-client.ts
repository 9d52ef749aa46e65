import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isPassing, problemOf } from './problem.ts'
import { announceSignedOut } from './signed-out.ts'

const RETRIES = 2

/** A refusal because nobody is signed in opens the way back in, over whatever the reader was doing. */
function noticeSignOut(error: unknown): void {
  if (problemOf(error).reason === 'sign_in_required') announceSignedOut()
}

/** What the pages know; one for the whole app, shared by loaders and components. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Only what may pass by itself is asked again; a refusal stays a refusal.
      retry: (count, error) => count < RETRIES && isPassing(problemOf(error)),
    },
    // A write is never repeated behind the reader's back.
    mutations: { retry: false },
  },
})
