/** The least that lets us make, find, change and remove meetings of the provider's own, and name the account. */
export const REQUIRED_SCOPES = [
  'user:read:user',
  'meeting:write:meeting',
  'meeting:read:meeting',
  'meeting:update:meeting',
  'meeting:delete:meeting',
  'meeting:read:list_meetings',
] as const

/** The required scopes that a grant lacks. What a grant holds is set with the app at Zoom, not asked for by us. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !granted.includes(scope))
}
