import { accountOptions } from './account.ts'
import { authProblem } from './auth-problem.ts'
import { OFFLINE, ProblemError } from './problem.ts'
import { queryClient } from './query-client.ts'
import { settleSignedOut } from './signed-out.ts'

export type SignUpInput = {
  name: string
  email: string
  password: string
  role: 'customer' | 'provider'
  timeZone: string
}

/** Signs in. Throws ProblemError; wrong address and wrong password are told alike. */
export async function signIn(input: { email: string; password: string }): Promise<void> {
  await post('/sign-in/email', input)
  await begin()
}

/** Makes an account and signs in. Throws ProblemError, with the field that is wrong. */
export async function signUp(input: SignUpInput): Promise<void> {
  await post('/sign-up/email', input)
  await begin()
}

/** Signs out. The page has to be loaded anew afterwards, so that nothing read so far stays in memory. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {})
}

/** Sends a mail with a link to set a new password, if there is such an account; it never says whether. */
export async function requestPasswordReset(email: string): Promise<void> {
  await post('/request-password-reset', { email })
}

/** Sets a new password with the token of that mail. Throws ProblemError. */
export async function resetPassword(input: { token: string; newPassword: string }): Promise<void> {
  await post('/reset-password', input)
}

// What was read as a visitor may look different now; the account is read before anybody draws it.
async function begin(): Promise<void> {
  queryClient.removeQueries({ queryKey: accountOptions.queryKey })
  await queryClient.fetchQuery({ ...accountOptions, staleTime: 0 })
  settleSignedOut()
  void queryClient.invalidateQueries()
}

async function post(path: string, body: object): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`/api/auth${path}`, init).catch(() => null)
  if (!response) throw new ProblemError(OFFLINE)
  if (!response.ok) throw new ProblemError(authProblem(response.status, await response.json().catch(() => null)))
}
