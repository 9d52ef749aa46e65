import { OFFLINE, ProblemError } from './problem.ts'

/**
 * Whether this browser carries a sign-in that still counts. Asked before the account, because a visitor is no error and
 * should not look like one in the browser's console. Throws ProblemError when nothing answers.
 */
export async function isSignedIn(): Promise<boolean> {
  const response = await fetch('/api/auth/get-session').catch(() => null)
  if (!response) throw new ProblemError(OFFLINE)
  // Any other trouble is left to the question for the account, which says what it is.
  if (!response.ok) return true
  return (await response.json().catch(() => null)) !== null
}
