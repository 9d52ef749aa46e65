/** The least that names the account and lets us make, change and remove online meetings. */
export const REQUIRED_SCOPES = ['User.Read', 'OnlineMeetings.ReadWrite'] as const

/** With what makes the permission last; it is never listed among what was granted. */
export const REQUESTED_SCOPES = ['openid', 'email', 'offline_access', ...REQUIRED_SCOPES] as const

/** The required scopes that a grant lacks. Microsoft spells them in any case, with or without Graph's address. */
export function missingScopes(granted: readonly string[]): string[] {
  const known = new Set(granted.map((scope) => scope.toLowerCase().replace('https://graph.microsoft.com/', '')))
  return REQUIRED_SCOPES.filter((scope) => !known.has(scope.toLowerCase()))
}
