import type { Problem } from './problem.ts'

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
