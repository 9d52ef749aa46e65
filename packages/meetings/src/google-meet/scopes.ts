const PREFIX = 'https://www.googleapis.com/auth/'

export const CALENDAR_SCOPE = `${PREFIX}calendar.events.owned`

/** The least that lets us make, change and remove events on the provider's own calendar, and name the account. */
export const REQUIRED_SCOPES = ['openid', 'email', CALENDAR_SCOPE] as const

/** Scopes that do in place of a required one: Google's other spelling of it, or a broader scope. */
const SATISFIED_BY: Record<(typeof REQUIRED_SCOPES)[number], readonly string[]> = {
  openid: ['openid'],
  email: ['email', `${PREFIX}userinfo.email`],
  [CALENDAR_SCOPE]: [CALENDAR_SCOPE, `${PREFIX}calendar.events`, `${PREFIX}calendar`],
}

/** The required scopes that a grant lacks. The order and the spelling of what was granted are not promised by Google. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !SATISFIED_BY[scope].some((name) => granted.includes(name)))
}
