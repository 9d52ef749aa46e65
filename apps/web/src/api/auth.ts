import { accountOptions } from './account.ts'
import { OFFLINE, type Problem, ProblemError } from './problem.ts'
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

type AuthAnswer = { code?: string; message?: string; field?: string } | null

/** What sign-in answers, in our words, by its codes. */
export function authProblem(status: number, answer: AuthAnswer): Omit<Problem, 'issues'> {
  if (status === 429) {
    return { reason: 'rate_exceeded', message: 'Too many tries from here. Wait a minute, then try again.' }
  }
  const known = KNOWN[answer?.code ?? '']
  if (known) return { reason: 'input_invalid', ...known }
  if (answer?.code === 'INPUT_INVALID' && answer.message) {
    return { reason: 'input_invalid', message: answer.message, field: answer.field }
  }
  return { reason: 'unknown', message: 'That did not work on our side. Try again in a moment.' }
}

const TAKEN = { field: 'email', message: 'There is an account with this address already. Sign in instead.' }
const STALE = { message: 'This link no longer works. Ask for a new one.' }

const KNOWN: Record<string, { message: string; field?: string }> = {
  INVALID_EMAIL_OR_PASSWORD: { message: 'Email and password do not match. Check both and try again.' },
  INVALID_EMAIL: { field: 'email', message: 'This address is not complete.' },
  USER_ALREADY_EXISTS: TAKEN,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: TAKEN,
  PASSWORD_TOO_SHORT: { field: 'password', message: 'At least 8 characters.' },
  PASSWORD_TOO_LONG: { field: 'password', message: 'At most 128 characters.' },
  INVALID_TOKEN: STALE,
  TOKEN_EXPIRED: STALE,
}
